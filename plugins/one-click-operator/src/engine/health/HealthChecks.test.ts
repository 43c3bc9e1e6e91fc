import { answerProbe, checkProgress } from './HealthChecks';

describe('answerProbe', () => {
  it('says 200 where all is well', () => {
    const { status, body } = answerProbe({ caches: () => undefined });

    expect(status).toBe(200);
    expect(body).toBe('[+] caches: ok\nok\n');
  });

  it('says 503 and what is not, where something is not', () => {
    const { status, body } = answerProbe({
      caches: () => 'not synced',
      lease: () => undefined,
    });

    expect(status).toBe(503);
    expect(body).toBe('[-] caches: not synced\n[+] lease: ok\nnot ok\n');
  });

  it('takes a check that throws for one that failed', () => {
    const fail = () => {
      throw new Error('broken');
    };

    expect(answerProbe({ it: fail })).toMatchObject({ status: 503 });
  });
});

describe('checkProgress', () => {
  it.each([
    { silent: 10_000, says: undefined },
    { silent: 12_000, says: 'The loop has not moved for 12 s' },
  ])('says of $silent ms: $says', ({ silent, says }) => {
    const check = checkProgress('The loop', {
      silentMs: () => silent,
      limitMs: 10_000,
    });

    expect(check()).toBe(says);
  });
});
