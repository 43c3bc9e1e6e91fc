import { mockServices } from '@backstage/backend-test-utils';
import { endpointOf, OPERATIONS, send } from '../../test/anyRequest';
import { readRules } from '../../test/readRules';
import { aSpec } from '../../test/records';
import { headerOf, startOneClickBackend } from '../../test/testBackend';
import type { TestBackend } from '../../test/testBackend';
import type { RouteRule, RoutedOperation } from './Route';

jest.setTimeout(200_000);

const ROUTED = OPERATIONS.filter(
  (operation): operation is RoutedOperation => operation !== 'stream',
);

/** They send a body, and change nothing. */
const ASKS = /^(check|compare|count|inspect|list|preview|render|search)/;

describe('the audit log', () => {
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => event),
  });
  let backend: TestBackend;
  let rules: Readonly<Record<RoutedOperation, RouteRule>>;

  beforeAll(async () => {
    rules = await readRules();
    backend = await startOneClickBackend({ features: [auditor.factory] });
    await backend
      .clientOf('ana')
      .createProject({ name: 'shop', owner: 'group:default/team-a' });
  });
  beforeEach(() => jest.clearAllMocks());
  afterAll(() => backend?.stop());

  it('has what was done, with the name of what was made', async () => {
    await backend
      .clientOf('ana')
      .createRollout('shop', { name: 'web', spec: aSpec() });

    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'rollout-create',
        severityLevel: 'medium',
        meta: { project: 'shop' },
      }),
    );
    expect(event.success).toHaveBeenCalledTimes(1);
    expect(event.success).toHaveBeenCalledWith({ meta: { name: 'web' } });
    expect(event.fail).not.toHaveBeenCalled();
  });

  it('weighs who may do what as more than a save', async () => {
    await backend.clientOf('ana').call('setMember', {
      params: {
        project: 'shop',
        kind: 'user',
        namespace: 'default',
        name: 'vi',
      },
      body: { role: 'viewer' },
    });

    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'member-set', severityLevel: 'high' }),
    );
  });

  it('has what was refused', async () => {
    await backend
      .clientOf('bo')
      .createRollout('shop', { name: 'web', spec: aSpec() })
      .catch(() => undefined);

    expect(event.success).not.toHaveBeenCalled();
    expect(event.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'NotFoundError' }),
    });
  });

  it('has nothing of a body that could not be read', async () => {
    const response = await fetch(`${backend.url}/v1/projects/shop/rollouts`, {
      method: 'POST',
      headers: {
        authorization: headerOf('ana'),
        'Content-Type': 'application/json',
      },
      body: '{"password": "hunter2',
    });

    expect(response.status).toBe(400);
    await expect(response.text()).resolves.not.toContain('hunter2');
    expect(JSON.stringify(event.fail.mock.calls)).not.toContain('hunter2');
    expect(event.fail).toHaveBeenCalledTimes(1);
  });

  it('has no reads that anybody in the project may do', async () => {
    await backend.clientOf('ana').getProject('shop');

    expect(auditor.createEvent).not.toHaveBeenCalled();
  });

  it.each(ROUTED)('has an event for %s if it changes something', operation => {
    const { event: eventId, services } = rules[operation];
    const isRead =
      endpointOf(operation).method === 'get' || ASKS.test(operation);

    // What is delicate to read has an event, too, and is for people only.
    expect(eventId !== undefined).toBe(!isRead || (!services && !!eventId));
    expect(eventId ?? 'no-event').toMatch(/^[a-z]+(-[a-z]+)+$/);
  });

  it.each(ROUTED.filter(operation => endpointOf(operation).method !== 'get'))(
    'keeps tokens in the path of %s out',
    async operation => {
      const { params = {} } = endpointOf(operation);
      await send(backend.url, operation, {
        params: { token: 'hunter2' },
        headers: { authorization: headerOf('ana') },
      });

      const told = JSON.stringify(
        auditor.createEvent.mock.calls.map(([{ meta, request }]) => [
          meta,
          request?.url,
        ]),
      );
      expect('token' in params && told.includes('hunter2')).toBe(false);
    },
  );
});
