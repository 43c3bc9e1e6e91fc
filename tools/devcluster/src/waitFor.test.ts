import { freePorts } from './freePorts';
import { GaveUpError, untilHolds, waitFor } from './waitFor';

describe('waitFor', () => {
  it('gives what the probe gives at last, through failures', async () => {
    const probe = jest
      .fn()
      .mockRejectedValueOnce(new Error('not yet'))
      .mockResolvedValueOnce(false)
      .mockResolvedValue('there');

    await expect(waitFor(probe, { what: 'it' })).resolves.toBe('there');
  });

  it('says what it waited for, and why in vain, when time is up', async () => {
    const probe = async () => {
      throw new Error('connection refused');
    };

    await expect(
      waitFor(probe, { what: 'it', timeoutMs: 0, explain: () => 'its log' }),
    ).rejects.toThrow(
      'in vain for it; last error: connection refused; its log',
    );
  });

  it('ends at once when the probe gives up', async () => {
    const probe = jest.fn(async () => {
      throw new GaveUpError('it has died');
    });

    await expect(waitFor(probe, { what: 'it' })).rejects.toThrow('it has died');
    expect(probe).toHaveBeenCalledTimes(1);
  });
});

describe('untilHolds', () => {
  it('looks again until every assertion holds at the same time', async () => {
    const seen = [
      { a: 0, b: 1 },
      { a: 1, b: 0 },
      { a: 1, b: 1 },
    ];
    let looks = 0;

    await untilHolds(
      () => {
        const { a, b } = seen[looks++]!;
        expect(a).toBe(1);
        expect(b).toBe(1);
      },
      { what: 'both' },
    );

    expect(looks).toBe(3);
  });

  it('says which assertion did not hold', async () => {
    await expect(
      untilHolds(() => expect('this').toBe('that'), {
        what: 'it',
        timeoutMs: 0,
      }),
    ).rejects.toThrow(/in vain for it; last error: .*toBe/s);
  });
});

describe('freePorts', () => {
  it('gives as many as asked for, all different', async () => {
    expect(new Set(await freePorts(20)).size).toBe(20);
  });
});
