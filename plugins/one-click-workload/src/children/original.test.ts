import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import {
  readGoOperatorObjects,
  readGoOperatorRollouts,
} from '@one-click/fixtures';
import type { KubernetesObject, RolloutFixture } from '@one-click/fixtures';
import { buildChildren } from './buildChildren';
import type { ChildObject } from './Child';

/** Ours carry labels the original forgets, its owner everywhere, and no child that does nothing. */
const rollouts = readGoOperatorRollouts();
const originals = readGoOperatorObjects();

function childrenOf(fixture: RolloutFixture): readonly ChildObject[] {
  const { name, namespace = '' } = fixture.metadata;
  return buildChildren(
    aRollout({ metadata: { name, namespace }, spec: { ...fixture.spec } }),
  );
}

function find(
  kind: string,
  { metadata }: ChildObject,
): KubernetesObject | undefined {
  return originals.find(
    each =>
      each.kind === kind &&
      each.metadata.name === metadata.name &&
      each.metadata.namespace === metadata.namespace,
  );
}

const ours = rollouts.flatMap(childrenOf);
const ofKind = (...kinds: readonly string[]) =>
  ours.filter(({ kind }) => kinds.includes(kind));

describe('children of the original’s own manifests', () => {
  it('are found under the names the Go operator gave them, so that a cluster can be taken over', () => {
    const renamed = ours
      .filter(child => !find(child.kind, child))
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`);

    // Two rollouts of a namespace may now have a job of the same name.
    expect(renamed.sort()).toEqual([
      'CronJob aaaaaaaaaaaaa10-nightly',
      'CronJob aaaaaaaaaaaaa10-paused',
      'Secret aaaaaaaaaaaaa10-paused-imagepullsecret',
    ]);
  });

  it('keep the immutable selector, and what the pods are and have', () => {
    const view = (deployment: unknown) => {
      const { spec } = deployment as ChildObject<'Deployment'>;
      const { metadata, spec: pod } = spec!.template;
      const [program] = pod!.containers;
      return {
        selector: spec!.selector,
        labels: metadata!.labels,
        name: program!.name,
        image: program!.image,
        env: program!.env,
        resources: program!.resources,
        mounts: program!.volumeMounts,
        volumes: pod!.volumes,
        account: pod!.serviceAccountName,
        strategy: spec!.strategy!.type,
      };
    };
    const deployments = ofKind('Deployment');

    expect(deployments).toHaveLength(12);
    expect(deployments.map(view)).toEqual(
      deployments.map(child => view(find('Deployment', child))),
    );
  });

  it('keep the security options that were asked for, and lose those nobody did', () => {
    const view = (deployment: unknown) => {
      const pod = (deployment as ChildObject<'Deployment'>).spec!.template
        .spec!;
      return [pod.securityContext, pod.containers[0]!.securityContext];
    };
    const asked = ofKind('Deployment').filter(child =>
      ['aaaaaaaaaaaaa08', 'bbbbbbbbbbbbb02'].includes(child.metadata.name),
    );

    expect(asked.map(child => view(find('Deployment', child)))).toMatchObject([
      [
        { fsGroup: 2000, runAsUser: 1000, runAsGroup: 1000 },
        { runAsNonRoot: true, readOnlyRootFilesystem: true },
      ],
      [{ fsGroup: 1000, runAsUser: 0 }, { runAsNonRoot: false }],
    ]);
    expect(asked.map(view)).toMatchObject([
      [
        { fsGroup: 2000, runAsUser: 1000, runAsGroup: 1000 },
        { runAsNonRoot: true, readOnlyRootFilesystem: true },
      ],
      [{ fsGroup: 1000 }, undefined],
    ]);
    expect(view(asked[1])[0]).toEqual({ fsGroup: 1000 });
  });

  it('keep what other programs reach them by', () => {
    const view = (child: unknown) => {
      const { kind, metadata, spec } = child as ChildObject<
        'Service' | 'Ingress'
      >;
      return {
        name: metadata.name,
        labels: metadata.labels,
        annotations: metadata.annotations,
        reach:
          kind === 'Service'
            ? [spec?.selector, spec?.ports]
            : [spec?.ingressClassName, spec?.rules],
      };
    };
    const reachable = ofKind('Service', 'Ingress');

    expect(reachable).toHaveLength(7);
    expect(reachable.map(view)).toEqual(
      reachable.map(child => view(find(child.kind, child))),
    );
  });

  it('keep claims and secret values', () => {
    for (const child of ofKind('PersistentVolumeClaim', 'Secret')) {
      const original = find(child.kind, child);
      const { data, spec } = child as unknown as KubernetesObject;

      expect({ ...original?.spec, ...spec }).toEqual({ ...original?.spec });
      expect(original === undefined || data).toEqual(
        original === undefined || original.data,
      );
    }
  });
});
