import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { RouteRule, RoutedOperation } from '../src/api/Route';
import { createOneClick } from '../src/createOneClick';
import { openSqlite } from './databases';
import { ABSENT_CLUSTER } from './testBackend';

/** Who may call each operation, as the plugin itself puts it together; nothing of it runs. */
export async function readRules(): Promise<
  Readonly<Record<RoutedOperation, RouteRule>>
> {
  const knex = openSqlite();
  try {
    const { routes } = await createOneClick({
      auditor: mockServices.auditor.mock(),
      auth: mockServices.auth(),
      config: mockServices.rootConfig({
        data: { oneClick: { clusters: [ABSENT_CLUSTER] } },
      }),
      database: mockServices.database({ knex }),
      httpAuth: mockServices.httpAuth(),
      logger: mockServices.logger.mock(),
      metrics: metricsServiceMock.mock(),
      permissions: mockServices.permissions.mock(),
      permissionsRegistry: mockServices.permissionsRegistry.mock(),
      userInfo: mockServices.userInfo(),
      connector: undefined,
      rolloutRules: [],
    });
    const rules = Object.entries(routes).map(([operation, { rule }]) => [
      operation,
      rule,
    ]);
    return Object.fromEntries(rules);
  } finally {
    await knex.destroy();
  }
}
