import type { V1ObjectMeta } from '@kubernetes/client-node';
import {
  KubeInvalidError,
  KubeNotFoundError,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  JsonPatchOperation,
  KubeClient,
  ListOptions,
  ObjectRef,
  Resource,
  WriteOptions,
  KubePatch,
} from '@one-click/backstage-plugin-one-click-kube';

/** An object as it is kept here. */
export interface FakeObject {
  readonly kind: string;
  readonly metadata: V1ObjectMeta;
  readonly [field: string]: unknown;
}

type Node = Record<string, unknown>;

/** A clone made outside of the tests' own realm would equal nothing within it. */
function copy<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

function carryOut(root: Node, { op, path, ...rest }: JsonPatchOperation): void {
  const keys = path
    .slice(1)
    .split('/')
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Node>((node, key) => node[key] as Node, root);
  const value = 'value' in rest ? rest.value : undefined;
  if (op === 'test' && parent[last] !== value) {
    throw new KubeInvalidError(`testing value ${path} failed`, { causes: [] });
  }
  if (op === 'remove') {
    delete parent[last];
  }
  if (op === 'add' || op === 'replace') {
    parent[last] = value;
  }
}

/** Keeps objects as an API server does, as far as a take-over asks of one. */
export class FakeObjects {
  readonly #objects = new Map<string, FakeObject>();
  #version = 1000;
  /** What was asked for, such as `patch deployments web`. */
  readonly requests: string[] = [];
  /** Runs before each patch; may change the object, or throw. */
  beforePatch: (resource: Resource, name: string) => void = () => undefined;

  constructor(objects: readonly FakeObject[]) {
    objects.forEach(each => this.put(each));
  }

  put(object: FakeObject): void {
    this.#version += 1;
    const resourceVersion = String(this.#version);
    const { kind, metadata } = object;
    this.#objects.set(`${kind} ${metadata.name}`, {
      ...copy(object),
      metadata: { ...copy(metadata), resourceVersion },
    });
  }

  get(kind: string, name: string): FakeObject {
    const found = this.#objects.get(`${kind} ${name}`);
    if (!found) {
      throw new KubeNotFoundError(`No ${kind} '${name}'`);
    }
    return found;
  }

  values(): FakeObject[] {
    return [...this.#objects.values()];
  }

  /** The calls a take-over makes; any other throws. */
  client(): KubeClient {
    const calls: Pick<KubeClient, 'find' | 'pages' | 'patch'> = {
      find: async (resource, { name }) => {
        this.requests.push(`find ${resource.plural} ${name}`);
        const found = this.#objects.get(`${resource.kind} ${name}`);
        return copy(found) as never;
      },
      pages: (resource, options) => this.#list(resource, options) as never,
      patch: async (resource, ref, options) =>
        this.#patch(resource, ref, options) as never,
    };
    return calls as KubeClient;
  }

  async *#list(resource: Resource, { labelSelector = '' }: ListOptions = {}) {
    this.requests.push(`list ${resource.plural}`);
    const absent = labelSelector.startsWith('!')
      ? labelSelector.slice(1)
      : undefined;
    const items = this.values().filter(
      ({ kind, metadata }) =>
        kind === resource.kind &&
        (absent === undefined || metadata.labels?.[absent] === undefined),
    );
    yield { items, resourceVersion: String(this.#version) };
  }

  #patch(
    resource: Resource,
    { name }: ObjectRef,
    { patch }: WriteOptions & { readonly patch: KubePatch },
  ): FakeObject {
    this.requests.push(`patch ${resource.plural} ${name}`);
    this.beforePatch(resource, name);
    const changed = copy(this.get(resource.kind, name));
    const operations = patch.type === 'json' ? patch.body : [];
    operations.forEach(each => carryOut(changed, each));
    this.put(changed);
    return this.get(resource.kind, name);
  }
}
