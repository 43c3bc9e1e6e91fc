import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { RouteRule, RoutedOperation } from '../src/api/Route';
import { createOneClick } from '../src/createOneClick';
import { openSqlite } from './databases';
import { ABSENT_CLUSTER } from './testBackend';

export type RouteRules = Readonly<Record<RoutedOperation, RouteRule>>;

/** Who may call each operation, as the plugin itself puts it together; nothing of it runs. */
export async function readRules(): Promise<RouteRules> {
  return (await readPlugin()).rules;
}

/** The rules of all routes, and the names of all metrics. */
export async function readPlugin(): Promise<{
  readonly rules: RouteRules;
  readonly metrics: readonly string[];
}> {
  const metrics = metricsServiceMock.mock();
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
      metrics,
      permissions: mockServices.permissions.mock(),
      permissionsRegistry: mockServices.permissionsRegistry.mock(),
      userInfo: mockServices.userInfo(),
      connector: undefined,
      rolloutRules: [],
      blueprintSources: [],
      tagSources: [],
    });
    const rules = Object.entries(routes).map(([operation, { rule }]) => [
      operation,
      rule,
    ]);
    const made = Object.values(metrics).flatMap(create =>
      jest.isMockFunction(create)
        ? create.mock.calls.map(([name]) => String(name))
        : [],
    );
    return { rules: Object.fromEntries(rules), metrics: [...new Set(made)] };
  } finally {
    await knex.destroy();
  }
}
