import type {
  V1ManagedFieldsEntry,
  V1ObjectMeta,
} from '@kubernetes/client-node';
import type { JsonPatchOperation } from '@one-click/backstage-plugin-one-click-kube';
import {
  childOf,
  recordedRollout,
  recordedRollouts,
} from '../../test/recordedOriginals';
import type {
  RecordedChild,
  RecordedRollout,
} from '../../test/recordedOriginals';
import { holdsTemplate } from './frozenTemplate';
import { isOriginals } from './originals';
import { planAdoption, planRelease, planThaw } from './planTakeOver';
import type { TakeOverStep } from './planTakeOver';

const OUR_ENTRY = { manager: 'one-click-operator', operation: 'Apply' };

function findingOf({ rollout }: RecordedRollout) {
  return { rollout, wroteLast: false };
}

function valueAt(step: TakeOverStep | undefined, path: string): unknown {
  const operation = step?.patch.find(each => each.path === path);
  return operation && 'value' in operation ? operation.value : undefined;
}

function fieldsAfter(step: TakeOverStep | undefined): V1ManagedFieldsEntry[] {
  return valueAt(step, '/metadata/managedFields') as V1ManagedFieldsEntry[];
}

function entryOf(
  entries: readonly V1ManagedFieldsEntry[],
  operation: string,
  manager: string,
): V1ManagedFieldsEntry | undefined {
  return entries.find(
    each =>
      each.manager === manager &&
      each.operation === operation &&
      each.subresource === undefined,
  );
}

/** As the API server carries a step out, as far as these tests look. */
function carryOut({ kind, object }: RecordedChild, step: TakeOverStep) {
  const metadata: V1ObjectMeta = { ...object.metadata };
  const apply: Record<string, (operation: JsonPatchOperation) => void> = {
    '/metadata/managedFields': () => {
      metadata.managedFields = fieldsAfter(step);
    },
    '/metadata/ownerReferences': () => {
      delete metadata.ownerReferences;
    },
    '/metadata/annotations/one-click.dev~1adopted-generation': operation => {
      const { 'one-click.dev/adopted-generation': _, ...others } =
        metadata.annotations ?? {};
      metadata.annotations =
        operation.op === 'remove'
          ? others
          : {
              ...others,
              'one-click.dev/adopted-generation': String(
                'value' in operation ? operation.value : '',
              ),
            };
    },
  };
  step.patch.forEach(operation => apply[operation.path]?.(operation));
  return { kind, object: { ...object, metadata } };
}

describe('the plan to take over', () => {
  const everyChild = recordedRollouts().flatMap(recorded =>
    recorded.children.map(child => ({ recorded, child })),
  );
  const released = everyChild.filter(({ child }) =>
    ['ServiceAccount', 'PersistentVolumeClaim'].includes(child.kind),
  );
  const adopted = everyChild.filter(each => !released.includes(each));

  it('names the version it is for, so that it never overwrites a change', () => {
    for (const { recorded, child } of everyChild) {
      const plan = released.some(each => each.child === child)
        ? planRelease
        : planAdoption;
      const step = plan(child, findingOf(recorded));

      expect(step?.patch[0]).toEqual({
        op: 'test',
        path: '/metadata/resourceVersion',
        value: child.object.metadata.resourceVersion,
      });
    }
  });

  it('frees accounts and claims of their rollout', () => {
    expect(released.length).toBeGreaterThan(8);
    for (const { recorded, child } of released) {
      expect(planRelease(child, findingOf(recorded))?.patch).toContainEqual({
        op: 'remove',
        path: '/metadata/ownerReferences',
      });
    }
  });

  it('makes everything else as if we had applied it', () => {
    expect(adopted.length).toBeGreaterThan(50);
    for (const { recorded, child } of adopted) {
      const before = child.object.metadata.managedFields ?? [];
      const after = fieldsAfter(planAdoption(child, findingOf(recorded)));
      const others = (entries: readonly V1ManagedFieldsEntry[]) =>
        entries.filter(
          each =>
            each.manager !== 'manager' && each.manager !== 'one-click-operator',
        );

      expect(entryOf(after, 'Apply', 'one-click-operator')).toBeDefined();
      expect(others(after)).toEqual(others(before));
      expect(entryOf(after, 'Update', 'manager') === undefined).toBe(
        child.kind !== 'Deployment',
      );
    }
  });

  it('leaves the pod template and the number of instances with the Go operator', () => {
    const recorded = recordedRollout('aaaaaaaaaaaaa01');
    const step = planAdoption(
      childOf(recorded, 'Deployment'),
      findingOf(recorded),
    );
    const after = fieldsAfter(step);
    const left = entryOf(after, 'Update', 'manager')?.fieldsV1;
    const ours = entryOf(after, 'Apply', 'one-click-operator')?.fieldsV1;

    expect(left).toEqual({
      'f:spec': { 'f:replicas': {}, 'f:template': expect.anything() },
    });
    expect(ours).toMatchObject({
      'f:metadata': { 'f:labels': {}, 'f:ownerReferences': {} },
      'f:spec': { 'f:strategy': {}, 'f:selector': {} },
    });
    expect(ours).not.toHaveProperty('f:spec.f:template');
    expect(ours).not.toHaveProperty('f:spec.f:replicas');
    expect(
      valueAt(step, '/metadata/annotations/one-click.dev~1adopted-generation'),
    ).toBe('1');
  });

  it('keeps no template that the Go operator had not brought up to date', () => {
    const recorded = recordedRollout('aaaaaaaaaaaaa01');
    const { rollout } = recorded;
    const spec = { ...rollout.spec, args: ['--new'] };
    const step = planAdoption(childOf(recorded, 'Deployment'), {
      rollout: { ...rollout, spec },
      wroteLast: true,
    });

    expect(entryOf(fieldsAfter(step), 'Update', 'manager')?.fieldsV1).toEqual({
      'f:spec': { 'f:replicas': {} },
    });
    expect(JSON.stringify(step)).not.toContain('adopted-generation');
  });

  it('gives labels to what has none, so that a watch brings it from then on', () => {
    const recorded = recordedRollout('aaaaaaaaaaaaa07');
    const labels = {
      'one-click.dev/projectId': recorded.rollout.metadata.namespace,
      'one-click.dev/deploymentId': 'aaaaaaaaaaaaa07',
    };

    for (const child of [
      childOf(recorded, 'HorizontalPodAutoscaler'),
      childOf(recorded, 'Secret', 'aaaaaaaaaaaaa07-imagepullsecret'),
    ]) {
      const step = planAdoption(child, findingOf(recorded));

      expect(valueAt(step, '/metadata/labels')).toEqual(labels);
    }
  });

  it('has nothing more to do once it was carried out', () => {
    for (const { recorded, child } of everyChild) {
      const plan = released.some(each => each.child === child)
        ? planRelease
        : planAdoption;
      const step = plan(child, findingOf(recorded))!;
      const after = carryOut(child, step);

      expect(plan(after, findingOf(recorded))).toBeUndefined();
      expect(isOriginals(after.object.metadata)).toBe(false);
    }
  });

  it('leaves alone what somebody else controls', () => {
    const recorded = recordedRollout('aaaaaaaaaaaaa03');
    const other = recordedRollout('aaaaaaaaaaaaa04');
    const service = childOf(other, 'Service');

    expect(
      planAdoption(service, { rollout: recorded.rollout, wroteLast: true }),
    ).toBeUndefined();
  });

  it('leaves alone an annotation by another program of that name on an object of ours', () => {
    const recorded = recordedRollout('aaaaaaaaaaaaa03');
    const { kind, object } = childOf(recorded, 'Ingress');
    const { uid } = recorded.rollout.metadata;
    const managedFields = [
      {
        ...OUR_ENTRY,
        fieldsV1: {
          'f:metadata': { 'f:ownerReferences': { [`k:{"uid":"${uid}"}`]: {} } },
        },
      },
      {
        manager: 'manager',
        operation: 'Update',
        fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:theirs': {} } } },
      },
    ];
    const ours = {
      kind,
      object: { metadata: { ...object.metadata, managedFields } },
    };

    expect(planAdoption(ours, findingOf(recorded))).toBeUndefined();
  });

  describe('after the Go operator came back', () => {
    const recorded = recordedRollout('aaaaaaaaaaaaa01');
    const takenAndThawed = () => {
      const deployment = childOf(recorded, 'Deployment');
      const step = planAdoption(deployment, findingOf(recorded));
      const taken = carryOut(deployment, step!);
      return carryOut(taken, planThaw(taken.object)!);
    };

    it('freezes a template it wrote, also where it had become ours', () => {
      const thawed = takenAndThawed();
      const [entry] = thawed.object.metadata.managedFields!.filter(
        each => each.manager === 'one-click-operator',
      );
      const returned = {
        ...thawed,
        object: {
          ...thawed.object,
          metadata: {
            ...thawed.object.metadata,
            managedFields: [
              entry!,
              {
                manager: 'manager',
                operation: 'Update',
                apiVersion: 'apps/v1',
                fieldsType: 'FieldsV1',
                fieldsV1: {
                  'f:spec': { 'f:template': { 'f:spec': { 'f:x': {} } } },
                },
              },
            ],
          },
        },
      };
      const step = planAdoption(returned, {
        ...findingOf(recorded),
        wroteLast: true,
      });
      const after = fieldsAfter(step);

      expect(
        entryOf(after, 'Apply', 'one-click-operator')?.fieldsV1,
      ).not.toHaveProperty('f:spec.f:template');
      expect(entryOf(after, 'Update', 'manager')?.fieldsV1).toHaveProperty(
        'f:spec.f:template.f:spec.f:containers',
      );
    });

    it('thaws by taking over the template, so that what it no longer asks for goes', () => {
      const thawed = takenAndThawed();
      const { managedFields = [], annotations } = thawed.object.metadata;
      const ours = entryOf(managedFields, 'Apply', 'one-click-operator');

      expect(ours?.fieldsV1).toHaveProperty(
        'f:spec.f:template.f:spec.f:containers',
      );
      expect(managedFields.some(holdsTemplate)).toBe(false);
      expect(annotations).not.toHaveProperty([
        'one-click.dev/adopted-generation',
      ]);
      expect(planThaw(thawed.object)).toBeUndefined();
    });
  });
});
