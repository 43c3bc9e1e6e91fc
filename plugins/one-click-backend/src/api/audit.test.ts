import { mockServices } from '@backstage/backend-test-utils';
import { endpoints } from '@one-click/backstage-plugin-one-click-common';
import { aSpec } from '../../test/records';
import { startOneClickBackend } from '../../test/testBackend';
import type { TestBackend } from '../../test/testBackend';
import { createRoutes } from './createRoutes';

jest.setTimeout(200_000);

describe('the audit log', () => {
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => event),
  });
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startOneClickBackend({ features: [auditor.factory] });
    await backend
      .clientOf('ana')
      .createProject({ name: 'shop', owner: 'group:default/team-a' });
  });
  beforeEach(() => jest.clearAllMocks());
  afterAll(() => backend?.stop());

  it('has what was done', async () => {
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
    expect(event.fail).not.toHaveBeenCalled();
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

  it('has no reads', async () => {
    await backend.clientOf('ana').getProject('shop');

    expect(auditor.createEvent).not.toHaveBeenCalled();
  });

  it.each(Object.entries(createRoutes({} as never)))(
    'has an event for %s exactly if it changes something',
    (operation, { rule }) => {
      const { method } = endpoints[operation as keyof typeof endpoints];

      expect(rule.event !== undefined).toBe(method !== 'get');
    },
  );
});
