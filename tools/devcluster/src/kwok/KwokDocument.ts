/** One of kwok's configuration documents. */
export type KwokDocument = Readonly<Record<string, unknown>>;

/** Version of kwok's documents. */
export const KWOK_API_VERSION = 'kwok.x-k8s.io/v1alpha1';

/** Builds a stage: what happens to which objects of a core kind. */
export function stage(name: string, kind: string, spec: object): KwokDocument {
  return {
    apiVersion: KWOK_API_VERSION,
    kind: 'Stage',
    metadata: { name },
    spec: { resourceRef: { apiGroup: 'v1', kind }, ...spec },
  };
}
