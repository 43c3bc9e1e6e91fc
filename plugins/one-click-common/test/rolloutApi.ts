import type { ClusterAccess } from '@one-click/devcluster';
import { API_VERSION, KIND, PLURAL } from '../src/v1alpha1';

/** An answer of the API server about one Rollout. */
export interface RolloutAnswer {
  readonly status: number;
  readonly body: AnsweredObject;
}

interface AnsweredObject {
  readonly message?: string;
  readonly metadata?: { readonly [field: string]: unknown };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly details?: {
    readonly causes?: readonly {
      readonly field?: string;
      readonly message?: string;
    }[];
  };
}

/** Which Rollout is sent where. */
export interface RolloutApiOptions {
  readonly cluster: ClusterAccess;
  readonly namespace: string;
  /** @defaultValue the resource of the suite */
  readonly resource?: ResourceName;
}

interface ResourceName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
}

const ROLLOUTS = { apiVersion: API_VERSION, kind: KIND, plural: PLURAL };

interface Sent {
  readonly name?: string;
  readonly spec?: unknown;
  readonly metadata?: object;
}

/** The calls the tests of the schema make, each giving any answer. */
export function rolloutApi(options: RolloutApiOptions) {
  const { cluster, namespace, resource = ROLLOUTS } = options;
  const { apiVersion, kind, plural } = resource;
  const client = cluster.client('admin');
  const base = `/apis/${apiVersion}/namespaces/${namespace}/${plural}`;
  const toObject = ({ name = 'rollout', spec, metadata }: Sent) => ({
    apiVersion,
    kind,
    metadata: { ...metadata, name, namespace },
    spec,
  });
  const send = async (request: Parameters<typeof client.send>[0]) => {
    const { status, body } = await client.send(request);
    return { status, body: body as AnsweredObject };
  };
  return {
    close: () => client.close(),
    /** As kubectl create does; unknown fields are refused. */
    create: (sent: Sent, query = '') =>
      send({
        method: 'POST',
        path: `${base}?fieldValidation=Strict${query}`,
        body: toObject(sent),
      }),
    /** As kubectl apply --server-side does, and the backend. */
    apply: (sent: Sent, query = '') =>
      send({
        method: 'PATCH',
        path: `${base}/${
          sent.name ?? 'rollout'
        }?fieldManager=test&force=true${query}`,
        contentType: 'application/apply-patch+yaml',
        body: toObject(sent),
      }),
    /** Merges into the object, or into one of its subresources. */
    merge: (target: string, body: object) =>
      send({
        method: 'PATCH',
        path: `${base}/${target}`,
        contentType: 'application/merge-patch+json',
        body,
      }),
    get: (target: string) => send({ method: 'GET', path: `${base}/${target}` }),
    remove: (name: string) =>
      send({ method: 'DELETE', path: `${base}/${name}` }),
  };
}

/** The calls of {@link rolloutApi}. */
export type RolloutApi = ReturnType<typeof rolloutApi>;

/** Everything the server complains about: field and words, one a line. */
export function complaintsOf({ body }: RolloutAnswer): readonly string[] {
  const causes = body.details?.causes ?? [];
  return causes.length === 0
    ? [body.message ?? '']
    : causes.map(({ field, message }) => `${field}: ${message}`);
}
