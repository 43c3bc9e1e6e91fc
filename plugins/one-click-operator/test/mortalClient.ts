import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';

const WRITES = new Set<PropertyKey>([
  'apply',
  'create',
  'delete',
  'patch',
  'setScale',
  'update',
]);

const STREAMS = new Set<PropertyKey>(['logs', 'pages', 'watch']);

/** What becomes of calls after the process is dead. */
export class DeadError extends Error {
  override readonly name = 'DeadError';
}

/** A client whose process is killed. */
export interface MortalClient {
  readonly client: KubeClient;
  /** Writes that reached the cluster, as `<method> <plural>`. */
  readonly writes: readonly string[];
  readonly isDead: () => boolean;
}

/**
 * Gives a client that lives for so many writes. The last one reaches the
 * cluster; its answer, like everything after it, does not come back.
 */
export function mortalClient(client: KubeClient, life: number): MortalClient {
  const writes: string[] = [];
  let isDead = false;
  const fail = () => {
    throw new DeadError('This process is dead');
  };
  const refuse = async () => fail();
  const proxy = new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') {
        return member;
      }
      return (...args: unknown[]) => {
        if (isDead && name !== 'close') {
          return STREAMS.has(name) ? fail() : refuse();
        }
        const answer: unknown = member.apply(target, args);
        if (!WRITES.has(name)) {
          return answer;
        }
        const [resource] = args as [{ plural: string }];
        writes.push(`${String(name)} ${resource.plural}`);
        isDead = writes.length >= life;
        return isDead ? Promise.resolve(answer).then(refuse, refuse) : answer;
      };
    },
  });
  return { client: proxy, writes, isDead: () => isDead };
}
