import { parseMetrics } from './parseMetrics';

describe('parseMetrics', () => {
  it('sums samples up by name', () => {
    const sums = parseMetrics(`# HELP reconciles how many
# TYPE reconciles counter
reconciles{result="success"} 3
reconciles{result="error"} 1
lag_seconds 0.012
`);
    expect([...sums]).toEqual([
      ['reconciles', 4],
      ['lag_seconds', 0.012],
    ]);
  });
});
