import type {
  LogPosition,
  MapNode,
  Role,
  StreamMessage,
} from '@one-click/backstage-plugin-one-click-common';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { EventHub } from '../events/EventHub';
import type { LogBudgets } from '../logs/LogBudget';
import { ContainerLog } from '../logs/ContainerLog';
import { nameOfContainer } from '../logs/ContainerRef';
import type { ContainerRef } from '../logs/ContainerRef';
import { LogFeed } from '../logs/LogFeed';
import { LogQueue } from '../logs/LogQueue';
import type { MapHub, RolloutPlace } from '../map/MapHub';
import { toVisibleMap } from '../map/toVisibleMap';
import type { EventWriter } from '../streams/EventWriter';
import type { LiveTopic } from '../streams/topics';
import type { UsageHub } from '../usage/UsageHub';
import type { Clients, LiveObjects } from './LiveObjects';
import type { Lease } from './SharedPool';
import { SharedPool } from './SharedPool';
import type { TruthTeller } from './TruthTeller';

/** Who follows a live topic, and where to. */
export interface LiveViewer {
  readonly topic: LiveTopic;
  readonly place: RolloutPlace;
  readonly person: string;
  readonly role: Role;
  /** Where reading this topic's logs ended before. */
  readonly resume: readonly LogPosition[];
  readonly writer: Pick<EventWriter, 'send' | 'isBlocked'>;
}

export interface LiveFeedsOptions {
  readonly live: LiveObjects;
  readonly clients: Clients;
  readonly clock: Clock;
  readonly maps: SharedPool<RolloutPlace, MapHub>;
  readonly events: SharedPool<RolloutPlace, EventHub>;
  readonly usage: SharedPool<RolloutPlace, UsageHub>;
  readonly budgets: LogBudgets;
}

/** Brings what clusters tell to those who follow it. */
export class LiveFeeds {
  readonly #options: LiveFeedsOptions;
  readonly #logs: SharedPool<ContainerRef, ContainerLog>;

  constructor(options: LiveFeedsOptions) {
    this.#options = options;
    this.#logs = new SharedPool({
      clock: options.clock,
      nameOf: nameOfContainer,
      create: ref =>
        new ContainerLog({
          ref,
          clock: options.clock,
          client: () => options.clients.find(ref.cluster),
        }),
    });
  }

  /** Container logs that are followed now. */
  get followedLogs(): number {
    return this.#logs.size;
  }

  /** Tells a viewer all there is on a topic and then what changes, until the returned function is called. */
  open(viewer: LiveViewer): () => void {
    switch (viewer.topic.kind) {
      case 'map':
        return this.#openMap(viewer);
      case 'events':
        return this.#openEvents(viewer);
      case 'metrics':
        return this.#openMetrics(viewer);
      case 'logs':
        return this.#openLogs(viewer);
    }
  }

  close(): void {
    this.#logs.close();
  }

  #openMap(viewer: LiveViewer): () => void {
    const lease = this.#options.maps.acquire(viewer.place);
    const { board, truth } = lease.value;
    const toMessage = (
      nodes: readonly MapNode[],
      gone?: readonly string[],
    ): StreamMessage => ({
      type: 'map',
      topic: viewer.topic.text,
      whole: gone === undefined,
      gone: [...(gone ?? [])],
      ...toVisibleMap(nodes, viewer.role),
    });
    return followBoard(viewer, {
      lease,
      truth,
      whole: () => toMessage(board.items),
      isKnown: () => truth.truth.state !== 'loading',
      onChange: tell =>
        board.onChange(({ put, gone }) => tell(toMessage(put, gone))),
    });
  }

  #openEvents(viewer: LiveViewer): () => void {
    const lease = this.#options.events.acquire(viewer.place);
    const { board, truth } = lease.value;
    const shared = { type: 'events', topic: viewer.topic.text } as const;
    return followBoard(viewer, {
      lease,
      truth,
      whole: () => ({
        ...shared,
        whole: true,
        events: [...board.items],
        gone: [],
      }),
      isKnown: () => truth.truth.state !== 'loading',
      onChange: tell =>
        board.onChange(({ put, gone }) =>
          tell({ ...shared, whole: false, events: [...put], gone: [...gone] }),
        ),
    });
  }

  #openMetrics(viewer: LiveViewer): () => void {
    const { usage, clock } = this.#options;
    const lease = usage.acquire(viewer.place);
    const hub = lease.value;
    const shared = { type: 'metrics', topic: viewer.topic.text } as const;
    return followBoard(viewer, {
      lease,
      truth: hub.truth,
      whole: () => ({
        ...shared,
        whole: true,
        samples: [...hub.ring.read(clock.now())],
        pods: [...hub.pods],
      }),
      isKnown: () => true,
      onChange: tell =>
        hub.onNews(({ sample, pods }) =>
          tell({
            ...shared,
            whole: false,
            samples: [sample],
            pods: [...pods],
          }),
        ),
    });
  }

  #openLogs(viewer: LiveViewer): () => void {
    const { live, clients, clock, budgets } = this.#options;
    const { topic, writer, person, place, resume } = viewer;
    if (topic.kind !== 'logs') {
      throw new Error(`Topic '${topic.text}' is none of logs`);
    }
    const budget = budgets.acquire(person);
    const { text } = topic;
    const key = `sources:${text}`;
    const queue = new LogQueue({
      topic: text,
      budget: budget.value,
      clock,
      sink: {
        get isBlocked() {
          return writer.isBlocked;
        },
        send: message => writer.send(message),
      },
    });
    const feed = LogFeed.open({
      place,
      query: topic.query,
      resume,
      live,
      clients,
      logs: this.#logs,
      queue,
      clock,
      onSources: sources => {
        const tell = (all: typeof sources): StreamMessage => ({
          type: 'logSources',
          topic: text,
          sources: [...all],
        });
        writer.send(tell(sources), { key, whole: () => tell(feed.sources) });
      },
    });
    const leave = tellTruth(viewer, feed.truth);
    return () => {
      leave();
      feed.close();
      budget.release();
    };
  }
}

interface Followed {
  readonly lease: Lease<unknown>;
  readonly truth: TruthTeller;
  /** All there is, as of now. */
  readonly whole: () => StreamMessage;
  /** Whether there is something to tell already. */
  readonly isKnown: () => boolean;
  readonly onChange: (tell: (change: StreamMessage) => void) => () => void;
}

/** Tells all there is as soon as it is known, and then what changes. */
function followBoard(viewer: LiveViewer, followed: Followed): () => void {
  const { writer, topic } = viewer;
  const { lease, truth, whole, isKnown, onChange } = followed;
  const key = topic.text;
  let hasTold = false;
  const tell = (message: StreamMessage) => {
    hasTold = true;
    writer.send(message, { key, whole });
  };
  const stopTruth = tellTruth(viewer, truth);
  if (isKnown()) {
    tell(whole());
  }
  const stopChanges = onChange(change => tell(hasTold ? change : whole()));
  const stopWaiting = truth.follow(() => {
    // An empty whole is news as well, once it is known to be the whole.
    if (!hasTold && isKnown()) {
      tell(whole());
    }
  });
  return () => {
    stopTruth();
    stopChanges();
    stopWaiting();
    lease.release();
  };
}

function tellTruth(
  { writer, topic }: LiveViewer,
  truth: TruthTeller,
): () => void {
  return truth.follow(({ state, problems }) =>
    writer.send(
      {
        type: 'topic',
        topic: topic.text,
        state,
        problems: [...problems],
      },
      { key: `truth:${topic.text}` },
    ),
  );
}
