import { waitFor } from '@one-click/devcluster';
import type { ClusterAccess } from '@one-click/devcluster';
import { readPreflight } from '@one-click/backstage-plugin-one-click-common';
import type {
  Finding,
  PreflightMessage,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { makeProject, SPEC as PUBLIC } from './clusterBackend';
import type { TestBackend } from './testBackend';

/** Nobody answers for its image, so that no test depends on a registry. */
export const SPEC: RolloutSpecInput = {
  ...PUBLIC,
  image: { ...PUBLIC.image, registry: 'registry.invalid' },
};

/** A spec with one address. */
export function withHost(host: string, over: object = {}): RolloutSpecInput {
  const ingress = { rules: [{ host }], ...over };
  return { ...SPEC, interfaces: [{ name: 'http', port: 80, ingress }] };
}

/** All that a pre-flight tells, and what it comes to. */
export async function tellAll(response: Response) {
  const messages: PreflightMessage[] = [];
  for await (const message of readPreflight(response)) {
    messages.push(message);
  }
  const findings = messages.flatMap(each =>
    each.type === 'finding' ? [each.finding] : [],
  );
  const states = Object.fromEntries(
    messages.flatMap(each =>
      each.type === 'check' ? [[each.check, each.state] as const] : [],
    ),
  );
  return { messages, findings, states, done: messages.at(-1) };
}

export function errorsOf(findings: readonly Finding[]) {
  return findings.filter(({ severity }) => severity === 'error');
}

/** Pre-flights of Ana's, in projects of hers, on a real cluster. */
export function createProbe(backend: TestBackend, cluster: ClusterAccess) {
  const ana = backend.clientOf('ana');

  async function checkNew(project: string, spec: RolloutSpecInput) {
    const request = { params: { project }, body: { name: 'web', spec } };
    return tellAll(await ana.open('checkNewRollout', request));
  }

  return {
    ana,
    checkNew,
    async check(project: string, spec: RolloutSpecInput) {
      const params = { project, rollout: 'web' };
      return tellAll(
        await ana.open('checkRollout', { params, body: { spec } }),
      );
    },
    async apply(object: object): Promise<void> {
      await cluster.kubectl(['apply', '-f', '-'], {
        input: JSON.stringify(object),
      });
    },
    /** A project whose namespace is there, with our rights in it. */
    async makeReadyProject() {
      const project = await makeProject(backend, 'pre');
      await waitFor(
        async () => {
          const { states } = await checkNew(project.name, SPEC);
          return states.children === 'ok' && states.instance === 'ok';
        },
        { what: `the namespace of '${project.name}'` },
      );
      return project;
    },
  };
}

export type Probe = ReturnType<typeof createProbe>;
