import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  leastRoleFor,
  oneClickPermissions,
  operationPermissions,
} from '@one-click/backstage-plugin-one-click-common';
import { endpointOf, OPERATIONS } from '../test/anyRequest';
import { readConfigKeys } from '../test/readConfigKeys';
import { readPlugin } from '../test/readRules';
import { startOneClickBackend } from '../test/testBackend';

jest.setTimeout(200_000);

const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');

/** What stands in backticks in a section of the README and looks like `pattern`. */
function listed(heading: string, pattern: RegExp): string[] {
  const [, section = ''] = readme.split(`\n## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(
    ([, name = '']) => name,
  );
  return [...new Set(quoted.filter(name => pattern.test(name)))].sort();
}

describe('what is written is what is there', () => {
  it('lists every permission', () => {
    expect(listed('Permissions', /^one-click\./)).toEqual(
      oneClickPermissions.map(({ name }) => name).sort(),
    );
  });

  it('lists every audit event', async () => {
    const { rules } = await readPlugin();
    const events = Object.values(rules).flatMap(({ event }) => event ?? []);

    expect(listed('Audit events', /^[a-z]+(-[a-z]+)+$/)).toEqual(
      [...new Set(events)].sort(),
    );
  });

  it('lists every metric', async () => {
    const { metrics } = await readPlugin();

    expect(listed('Metrics', /^one_click\./)).toEqual([...metrics].sort());
  });

  it('lists every key of the configuration', () => {
    const keys = readConfigKeys();
    const isPart = (name: string) =>
      keys.some(
        key => key.startsWith(`${name}.`) || key.startsWith(`${name}[`),
      );

    expect(
      listed('Configuration', /^oneClick\./).filter(name => !isPart(name)),
    ).toEqual(keys.sort());
  });

  it('reads every key of the configuration', () => {
    const folders = ['config', '../../one-click-workload/src/guardRails'];
    const code = folders
      .map(folder => resolve(__dirname, folder))
      .flatMap(folder =>
        readdirSync(folder)
          .filter(file => file.endsWith('.ts') && !file.includes('.test.'))
          .map(file => readFileSync(resolve(folder, file), 'utf8')),
      )
      .join('\n');

    const unread = readConfigKeys().filter(key => {
      const name = key.split('.').at(-1) ?? '';
      return name !== '<name>' && !new RegExp(`['.]${name}'`).test(code);
    });

    expect(unread).toEqual([]);
  });

  it('shows the policy that is tested', () => {
    const read = (file: string) =>
      readFileSync(resolve(__dirname, file), 'utf8');
    const policy = read('../test/ProductionPolicy.ts').replace(
      "from '../src'",
      "from '@one-click/backstage-plugin-one-click-backend'",
    );

    expect(read('../../../docs/guides/permissions.md')).toContain(policy);
  });

  it('serves every operation with its permission and role', async () => {
    const backend = await startOneClickBackend();
    const response = await fetch(`${backend.url}/openapi.json`, {
      headers: { authorization: mockCredentials.user.header() },
    });
    await backend.stop();
    const document = await response.json();

    const served = Object.values<Record<string, unknown>>(
      document.paths,
    ).flatMap(methods => Object.keys(methods));
    expect(served).toHaveLength(OPERATIONS.length);
    for (const operation of OPERATIONS) {
      const { path, method } = endpointOf(operation);
      const permission = operationPermissions[operation];
      expect(document.paths[path][method]['x-permission']).toBe(
        permission?.name,
      );
      expect(document.paths[path][method]['x-role']).toBe(
        permission?.type === 'resource' ? leastRoleFor(permission) : undefined,
      );
    }
  });
});
