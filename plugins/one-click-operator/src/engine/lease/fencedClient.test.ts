import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  CallOptions,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import { fencedClient } from './fencedClient';
import { NotLeaderError } from './LeaderGuard';

const { configMaps } = resources;
const REF = { namespace: 'shop', name: 'web' };
const OBJECT = { metadata: { ...REF, resourceVersion: '1' } };

type Call = readonly [method: string, options: CallOptions | undefined];

/** A client that notes what is asked of it; writes answer when they are aborted. */
function aClient() {
  const calls: Call[] = [];
  const note = (method: string, options?: CallOptions) => {
    calls.push([method, options]);
    return Promise.resolve({});
  };
  const hang = (method: string, options?: CallOptions) => {
    calls.push([method, options]);
    return new Promise((_, reject) => {
      options?.signal?.addEventListener('abort', () =>
        reject(options.signal?.reason),
      );
    });
  };
  const client = {
    get: (_resource: unknown, _ref: unknown, options?: CallOptions) =>
      note('get', options),
    watch: () => note('watch'),
    apply: (_resource: unknown, _object: unknown, options?: CallOptions) =>
      hang('apply', options),
  };
  return { calls, client: client as unknown as KubeClient };
}

function aGuard() {
  const controller = new AbortController();
  return {
    isLeader: () => !controller.signal.aborted,
    signal: controller.signal,
    lose: () => controller.abort(new NotLeaderError('lost')),
  };
}

const WRITES: Readonly<
  Record<string, (client: KubeClient) => Promise<unknown>>
> = {
  apply: client => client.apply(configMaps, OBJECT, { fieldManager: 'm' }),
  patch: client =>
    client.patch(configMaps, REF, { patch: { type: 'merge', body: {} } }),
  create: client => client.create(configMaps, OBJECT),
  update: client => client.update(configMaps, OBJECT),
  delete: client => client.delete(configMaps, REF),
  setScale: client =>
    client.setScale(resources.deployments, REF, { replicas: 1 }),
};

describe('fencedClient', () => {
  it.each(Object.keys(WRITES))('sends no %s without leading', async method => {
    const { calls, client } = aClient();
    const guard = aGuard();
    guard.lose();

    const write = WRITES[method]!(fencedClient(client, guard));

    await expect(write).rejects.toBeInstanceOf(NotLeaderError);
    expect(calls).toEqual([]);
  });

  it('ends a write that is under way when leadership ends', async () => {
    const { calls, client } = aClient();
    const guard = aGuard();
    const write = WRITES.apply!(fencedClient(client, guard));

    guard.lose();

    await expect(write).rejects.toBeInstanceOf(NotLeaderError);
    expect(calls).toHaveLength(1);
  });

  it('ends a write as its caller says, too', async () => {
    const { client } = aClient();
    const caller = new AbortController();
    const write = fencedClient(client, aGuard()).apply(configMaps, OBJECT, {
      fieldManager: 'm',
      signal: caller.signal,
    });

    caller.abort(new Error('no longer wanted'));

    await expect(write).rejects.toThrow('no longer wanted');
  });

  it('reads and watches all the same', async () => {
    const { calls, client } = aClient();
    const guard = aGuard();
    guard.lose();
    const fenced = fencedClient(client, guard);

    await fenced.get(configMaps, REF);
    fenced.watch(configMaps, {
      handlers: { onSync() {}, onUpsert() {}, onDelete() {} },
    });

    expect(calls.map(([method]) => method)).toEqual(['get', 'watch']);
  });
});
