import { streamRequestSchema } from '../wire';
import { LogPositions } from './LogPositions';

const line = (pod: string, second: number) => ({
  pod,
  container: 'web',
  at: `2026-03-04T05:06:0${second}.000000000Z`,
  text: '',
});

it('remembers the last moment of each container, and how many lines of it came', () => {
  const positions = new LogPositions();
  const topic = 'logs:shop/web';
  const shared = { type: 'logs' as const, topic, skipped: [] };
  positions.take({ type: 'beat' });
  positions.take({ ...shared, lines: [line('a', 1), line('a', 2)] });
  positions.take({ ...shared, lines: [line('a', 2), line('b', 1)] });

  const resume = positions.resume([topic, 'rollouts']);
  expect(resume).toEqual({
    [topic]: [
      { pod: 'a', container: 'web', at: line('a', 2).at, count: 2 },
      { pod: 'b', container: 'web', at: line('b', 1).at, count: 1 },
    ],
  });
  expect(
    streamRequestSchema.safeParse({ topics: [topic], resume }).success,
  ).toBe(true);
});
