import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { Watch } from '@one-click/backstage-plugin-one-click-kube';
import type {
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { World } from './useOperator';

interface Row {
  readonly cause: string;
  readonly seconds: number;
}

/** Where the moment at which Kubernetes knew of a trouble stands. */
export type KnownBy =
  | { readonly by: 'creation' }
  | { readonly by: 'end' }
  | { readonly by: 'condition'; readonly type: string }
  | { readonly by: 'event'; readonly reason: RegExp };

/** A state that was told, and its chief cause. */
interface Told {
  readonly state: RolloutStatus['state'];
  readonly cause: string;
}

type Moment = Date | string | undefined;

const LABEL = 'one-click.dev/deploymentId';

function toMillis(moment: Moment): number | undefined {
  return moment === undefined ? undefined : new Date(moment).getTime();
}

/** Notes when causes are told, and sets it against when Kubernetes knew. */
export class CauseTimes {
  readonly #world: World;
  readonly #told = new Map<string, number>();
  readonly #rows: Row[] = [];
  readonly #watch: Watch;

  constructor(world: World) {
    this.#world = world;
    const note = ({ metadata, status = {} }: Rollout) => {
      const { state, causes } = status;
      const key = [metadata.name, state, causes?.[0]?.id].join('/');
      this.#told.set(key, this.#told.get(key) ?? Date.now());
    };
    this.#watch = world.admin.watch(resources.rollouts, {
      namespace: world.namespace,
      handlers: {
        onSync: rollouts => rollouts.forEach(note),
        onUpsert: note,
        onDelete: () => {},
      },
    });
  }

  /** Seconds from Kubernetes' own stamp, which has whole seconds, to the cause in the status. */
  async measure(
    rollout: string,
    { state, cause }: Told,
    known: KnownBy,
  ): Promise<number> {
    const key = [rollout, state, cause].join('/');
    const told = this.#told.get(key) ?? Date.now();
    const moments = (await this.#moments(rollout, known)).flatMap(
      moment => toMillis(moment) ?? [],
    );
    const before = moments.filter(at => at <= told);
    // Events are repeated, so the first counts; of all else the newest that may have told it.
    const knownAt =
      known.by === 'event' ? Math.min(...before) : Math.max(...before);
    const seconds = (told - knownAt) / 1000;
    this.#rows.push({ cause, seconds });
    return seconds;
  }

  /** One line a cause, for a person to read. */
  table(): string {
    const lines = this.#rows.map(
      ({ cause, seconds }) => `${cause.padEnd(16)} ${seconds.toFixed(1)} s`,
    );
    return ['told after Kubernetes knew', ...lines, ''].join('\n');
  }

  async stop(): Promise<void> {
    await this.#watch.stop();
  }

  async #moments(rollout: string, known: KnownBy): Promise<Moment[]> {
    switch (known.by) {
      case 'creation':
        return [
          (await this.#world.get(resources.rollouts, rollout)).metadata
            .creationTimestamp,
        ];
      case 'end':
        return this.#ends(rollout);
      case 'condition':
        return this.#conditions(rollout, known.type);
      case 'event':
        return this.#events(rollout, known.reason);
    }
  }

  async #podsOf(rollout: string) {
    const { namespace, admin } = this.#world;
    const labelSelector = `${LABEL}=${rollout}`;
    return (await admin.list(resources.pods, { namespace, labelSelector }))
      .items;
  }

  async #ends(rollout: string): Promise<Moment[]> {
    const pods = await this.#podsOf(rollout);
    return pods
      .flatMap(({ status }) => [
        ...(status?.initContainerStatuses ?? []),
        ...(status?.containerStatuses ?? []),
      ])
      .flatMap(({ state, lastState }) => [
        state?.terminated?.finishedAt,
        lastState?.terminated?.finishedAt,
      ]);
  }

  async #conditions(rollout: string, type: string): Promise<Moment[]> {
    const { namespace, admin } = this.#world;
    const labelSelector = `${LABEL}=${rollout}`;
    const scope = { namespace, labelSelector };
    const sets = await admin.list(resources.replicaSets, scope);
    const deployments = await admin.list(resources.deployments, scope);
    const objects = [
      ...(await this.#podsOf(rollout)),
      ...sets.items,
      ...deployments.items,
    ];
    const conditions: { type: string; lastTransitionTime?: Moment }[] =
      objects.flatMap(({ status }) => [...(status?.conditions ?? [])]);
    return conditions
      .filter(condition => condition.type === type)
      .map(({ lastTransitionTime }) => lastTransitionTime);
  }

  async #events(rollout: string, reason: RegExp): Promise<Moment[]> {
    const { namespace, admin } = this.#world;
    const { items } = await admin.list(resources.events, { namespace });
    return items
      .filter(event => event.involvedObject.name?.includes(rollout))
      .filter(event => reason.test(event.reason ?? ''))
      .map(
        ({ firstTimestamp, eventTime, metadata }) =>
          firstTimestamp ?? eventTime ?? metadata?.creationTimestamp,
      );
  }
}
