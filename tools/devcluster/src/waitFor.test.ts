import { freePorts } from './freePorts';
import { GaveUpError, waitFor } from './waitFor';

describe('waitFor', () => {
  it('gives what the probe gives at last, through failures', async () => {
    const probe = jest
      .fn()
      .mockRejectedValueOnce(new Error('not yet'))
      .mockResolvedValueOnce(false)
      .mockResolvedValue('there');

    await expect(
      waitFor(probe, { what: 'it', timeoutMs: 10_000 }),
    ).resolves.toBe('there');
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

    await expect(
      waitFor(probe, { what: 'it', timeoutMs: 10_000 }),
    ).rejects.toThrow('it has died');
    expect(probe).toHaveBeenCalledTimes(1);
  });
});

describe('freePorts', () => {
  it('gives as many as asked for, all different', async () => {
    expect(new Set(await freePorts(20)).size).toBe(20);
  });
});
