import type { V1ConfigMap, V1Deployment } from '@kubernetes/client-node';

/** A ConfigMap with one key. */
export function aConfigMap(name: string, namespace: string): V1ConfigMap {
  return { metadata: { name, namespace }, data: { greeting: 'hello' } };
}

/** A Deployment of one container. */
export function aDeployment(name: string, namespace: string): V1Deployment {
  const labels = { app: name };
  return {
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'example.invalid/app' }] },
      },
    },
  };
}

/** What a promise was rejected with. */
export async function caught(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('It was expected to fail');
    },
    (error: unknown) => error,
  );
}
