import type { KubeForbiddenError, KubeInvalidError } from './KubeError';
import { toKubeError } from './toKubeError';

const request = 'GET /api/v1/pods';

function refusal(status: number, body: object | string, retryAfter?: string) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return toKubeError({ status, body: text, retryAfter, request });
}

describe('toKubeError', () => {
  it.each([
    [400, {}, 'KubeInvalidError', 'terminal'],
    [401, {}, 'KubeUnauthorizedError', 'terminal'],
    [403, {}, 'KubeForbiddenError', 'terminal'],
    [404, {}, 'KubeNotFoundError', 'terminal'],
    [405, {}, 'KubeRefusedError', 'terminal'],
    [406, {}, 'KubeNotAcceptableError', 'terminal'],
    [408, {}, 'KubeTimeoutError', 'retriable'],
    [409, { reason: 'Conflict' }, 'KubeConflictError', 'retriable'],
    [409, { reason: 'AlreadyExists' }, 'KubeAlreadyExistsError', 'terminal'],
    [410, {}, 'KubeExpiredError', 'retriable'],
    [413, {}, 'KubeRefusedError', 'terminal'],
    [415, {}, 'KubeNotAcceptableError', 'terminal'],
    [422, {}, 'KubeInvalidError', 'terminal'],
    [429, {}, 'KubeTooManyRequestsError', 'retriable'],
    [500, {}, 'KubeServerError', 'retriable'],
    [502, {}, 'KubeUnavailableError', 'retriable'],
    [503, {}, 'KubeUnavailableError', 'retriable'],
    [504, {}, 'KubeTimeoutError', 'retriable'],
  ])('makes of %d %j a %s, which is %s', (...row) => {
    const [status, body, name, handling] = row;
    expect(refusal(status, body)).toMatchObject({ status, name, handling });
  });

  it('says what the server says, and what was asked for', () => {
    const message = 'pods "x" not found';
    expect(refusal(404, { message }).message).toBe(
      'pods "x" not found (GET /api/v1/pods)',
    );
  });

  it("does not repeat a page that is not the API's", () => {
    const page = '<html>session=abcdef</html>';
    expect(refusal(502, page).message).toBe(
      'The cluster answered 502 (GET /api/v1/pods)',
    );
  });

  it('takes a null for no answer of the API', () => {
    expect(refusal(500, 'null').name).toBe('KubeServerError');
  });

  it('reads how long to wait from the header, or else from the body', () => {
    const body = { details: { retryAfterSeconds: 4 } };
    expect(refusal(429, body, '2').retryAfterMs).toBe(2_000);
    expect(refusal(429, body).retryAfterMs).toBe(4_000);
    expect(refusal(429, {}).retryAfterMs).toBeUndefined();
    const date = 'Wed, 21 Oct 2026 07:28:00 GMT';
    expect(refusal(429, {}, date).retryAfterMs).toBeUndefined();
  });

  it.each([
    {
      says: 'rollouts.one-click.dev "web" is forbidden: User "x" cannot patch resource "rollouts/status" in API group "one-click.dev" in the namespace "shop"',
      right: {
        verb: 'patch',
        resource: 'rollouts/status',
        group: 'one-click.dev',
      },
    },
    {
      says: 'pods is forbidden: User "x" cannot watch resource "pods" in API group "" at the cluster scope',
      right: { verb: 'watch', resource: 'pods', group: '' },
    },
    {
      says: 'pods "web" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1',
      right: undefined,
    },
  ])('reads which right is missing from: $says', ({ says, right }) => {
    const error = refusal(403, { message: says }) as KubeForbiddenError;

    expect(error.missingRight).toEqual(right);
  });

  it('gathers what is wrong by field', () => {
    const error = refusal(422, {
      details: {
        causes: [
          { reason: 'A', field: 'spec.a', message: 'one' },
          { reason: 'B', field: 'spec.b', message: 'two' },
          { reason: 'C', field: 'spec.a', message: 'three' },
          'nonsense',
        ],
      },
    }) as KubeInvalidError;
    expect([...error.byField()]).toEqual([
      ['spec.a', ['one', 'three']],
      ['spec.b', ['two']],
      ['', ['']],
    ]);
  });
});
