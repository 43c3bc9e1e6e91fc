import { rolloutSchema } from '@one-click/backstage-plugin-one-click-common/v1alpha1/schema';
import fc from 'fast-check';
import { anyRollout } from '../../test/arbitraries';
import { buildChildren } from './buildChildren';
import { buildPodTemplate } from '../pod/podTemplate';
import { CHILD_KINDS } from './Child';
import { buildCronJobs } from './cronJobs';
import { buildDeployment } from './deployment';

/** Structs Kubernetes gives a meaning even when they hold nothing. */
const MEANINGFUL_WHEN_EMPTY = new Set([
  'emptyDir',
  'labelSelector',
  'namespaceSelector',
]);
/** Maps and lists whose values may be empty texts. */
const FREE_TEXT = new Set(['data', 'annotations', 'labels', 'command', 'args']);

function isLoose(value: unknown, path: readonly string[]): boolean {
  const [owner = '', key = ''] = path.slice(-2);
  if (value === '') {
    return !FREE_TEXT.has(owner);
  }
  if (typeof value !== 'object' || value === null) {
    return value === null || value === undefined;
  }
  const isItem = /^\d+$/.test(key);
  const isEmpty = Object.keys(value).length === 0;
  return isEmpty && !isItem && !MEANINGFUL_WHEN_EMPTY.has(key);
}

/** Paths of values the API server would store in another form. */
function loosePaths(value: unknown, path: readonly string[] = []): string[] {
  if (isLoose(value, path)) {
    return [path.join('.')];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) =>
        loosePaths(each, [...path, key]),
      )
    : [];
}

describe('buildChildren, for any rollout the schema takes', () => {
  it('is tested with rollouts the schema takes', () => {
    fc.assert(
      fc.property(anyRollout, rollout => {
        expect(rolloutSchema.safeParse(rollout).error?.issues).toBeUndefined();
      }),
    );
  });

  it('is total, and says the same each time', () => {
    fc.assert(
      fc.property(anyRollout, rollout => {
        expect(buildChildren(structuredClone(rollout))).toEqual(
          buildChildren(rollout),
        );
      }),
    );
  });

  it('holds nothing the API server would drop or rewrite', () => {
    fc.assert(
      fc.property(anyRollout, rollout => {
        expect(loosePaths(buildChildren(rollout))).toEqual([]);
      }),
    );
  });

  it('gives each child a name of its own that fits', () => {
    fc.assert(
      fc.property(anyRollout, rollout => {
        const names = buildChildren(rollout).map(
          ({ kind, metadata }) => `${kind}/${metadata.name}`,
        );
        expect(new Set(names).size).toBe(names.length);
        expect(names.filter(name => name.split('/')[1]!.length > 63)).toEqual(
          [],
        );
      }),
    );
  });

  it('lists what instances need before the instances', () => {
    fc.assert(
      fc.property(anyRollout, rollout => {
        const ranks = buildChildren(rollout).map(({ kind }) =>
          CHILD_KINDS.indexOf(kind),
        );
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }),
    );
  });

  it('mounts only volumes the pod has, each volume once', () => {
    fc.assert(
      fc.property(anyRollout, rollout => {
        const pod = buildPodTemplate(rollout).spec!;
        const volumes = pod.volumes?.map(({ name }) => name) ?? [];
        const mounts = pod.containers[0]!.volumeMounts ?? [];

        expect(new Set(volumes).size).toBe(volumes.length);
        expect(volumes).toEqual(
          expect.arrayContaining(mounts.map(({ name }) => name)),
        );
      }),
    );
  });

  it('never lets a job answer requests: its pods fit no selector of the rollout', () => {
    fc.assert(
      fc.property(anyRollout, rollout => {
        const selector = Object.entries(
          buildDeployment(rollout).spec!.selector.matchLabels!,
        );
        const podLabels = buildCronJobs(rollout).map(
          ({ spec }) => spec!.jobTemplate.spec!.template.metadata!.labels!,
        );
        const selected = podLabels.filter(labels =>
          selector.every(([key, value]) => labels[key] === value),
        );

        expect(selected).toEqual([]);
      }),
    );
  });
});
