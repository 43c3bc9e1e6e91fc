import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  ChildKind,
  ChildObject,
} from '@one-click/backstage-plugin-one-click-workload';
import { useApplyBench } from '../../test/ApplyBench';
import { REFUSED_FORMS, STORED_FORMS } from '../../test/storedForms';
import type { StoredForm } from '../../test/storedForms';

jest.setTimeout(300_000);

const API_VERSIONS: Readonly<Record<ChildKind, string>> = {
  ServiceAccount: 'v1',
  PersistentVolumeClaim: 'v1',
  Secret: 'v1',
  ConfigMap: 'v1',
  Deployment: 'apps/v1',
  Service: 'v1',
  Ingress: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  PodDisruptionBudget: 'policy/v1',
  CronJob: 'batch/v1',
};

describe('what the API server stores in another form than it was sent in', () => {
  const test = useApplyBench();
  let rollout: Rollout;

  beforeAll(async () => {
    rollout = await test.bench.ask('forms');
  });

  function toObject({ kind, body }: StoredForm, name: string): ChildObject {
    const { uid } = rollout.metadata;
    const labels = {
      'one-click.dev/projectId': test.bench.namespace,
      'one-click.dev/deploymentId': 'forms',
    };
    const owner = {
      apiVersion: 'one-click.dev/v1alpha1',
      kind: 'Rollout',
      name: 'forms',
      uid,
      controller: true,
    };
    return {
      apiVersion: API_VERSIONS[kind],
      kind,
      metadata: {
        name,
        namespace: test.bench.namespace,
        labels,
        ownerReferences: [owner],
      },
      ...body,
    } as unknown as ChildObject;
  }

  it.each(STORED_FORMS.map((row, index) => ({ ...row, index })))(
    'is written once, and then at rest: $does ($kind)',
    async ({ index, ...row }) => {
      const { bench } = test;
      const object = toObject(row, `row-${index}`);
      const gaps = bench.told.length;

      expect(await bench.bring(rollout, object)).toEqual({ result: 'applied' });
      const again = () => bench.bring(rollout, object);
      expect(await bench.callsOf(again)).toEqual([]);
      await bench.caughtUp();

      expect(await bench.callsOf(again)).toEqual([]);
      expect(await again()).toEqual({ result: 'unchanged' });
      expect(bench.told.slice(gaps)).toEqual(
        row.gap ? [`normaliserGap ${row.kind}`] : [],
      );
    },
  );

  it.each(REFUSED_FORMS.map((row, index) => ({ ...row, index })))(
    'is refused once, and then left alone for a while: $does ($kind)',
    async ({ index, ...row }) => {
      const { bench } = test;
      const object = toObject(row, `refused-${index}`);

      const outcome = await bench.bring(rollout, object);
      expect(outcome).toMatchObject({
        result: 'refused',
        refusal: { kind: row.kind, name: `refused-${index}` },
      });
      expect(await bench.callsOf(() => bench.bring(rollout, object))).toEqual(
        [],
      );
    },
  );
});
