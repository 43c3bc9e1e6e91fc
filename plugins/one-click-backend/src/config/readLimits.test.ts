import { ConfigReader } from '@backstage/config';
import { readLimits } from './readLimits';

describe('readLimits', () => {
  it('lets people click as fast as they can where nothing is said', () => {
    expect(readLimits(new ConfigReader({}))).toEqual({
      reads: 1200,
      writes: 300,
      costly: 120,
    });
  });

  it('takes what is said', () => {
    const limits = { readsPerMinute: 10, writesPerMinute: 5 };

    expect(readLimits(new ConfigReader({ oneClick: { limits } }))).toEqual({
      reads: 10,
      writes: 5,
      costly: 120,
    });
  });

  it.each([0, -1, 1.5])('names the key of a limit of %p', writesPerMinute => {
    const config = new ConfigReader({
      oneClick: { limits: { writesPerMinute } },
    });

    expect(() => readLimits(config)).toThrow(
      `oneClick.limits.writesPerMinute is ${writesPerMinute}`,
    );
  });
});
