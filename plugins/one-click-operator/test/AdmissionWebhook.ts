import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import {
  createKubeClient,
  defineResource,
  loadKubeConnection,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { ClusterAccess } from '@one-click/devcluster';

const configurations = defineResource({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  plural: 'mutatingwebhookconfigurations',
  kind: 'MutatingWebhookConfiguration',
  namespaced: false,
});

// A certificate for loopback that the cluster's authority issued for another server of it.
const CERTIFICATE = 'metrics-server';

/** What a webhook does with each object that is written. */
export type Conduct =
  | { readonly does: 'allow' | 'hang' }
  | { readonly does: 'deny'; readonly message: string }
  /** JSON patch, by kind. */
  | {
      readonly does: 'mutate';
      readonly patches: Readonly<Record<string, readonly object[]>>;
    };

interface Review {
  readonly request: {
    readonly uid: string;
    readonly kind: { readonly kind: string };
  };
}

/** An admission webhook of one namespace, over TLS as the API server wants it. */
export class AdmissionWebhook {
  conduct: Conduct = { does: 'allow' };
  readonly name: string;
  readonly #server: Server;
  readonly #admin: KubeClient;

  static async start(options: {
    readonly cluster: ClusterAccess;
    readonly namespace: string;
  }): Promise<AdmissionWebhook> {
    const { cluster, namespace } = options;
    const path = cluster.kubeconfig('admin');
    const admin = createKubeClient({
      connection: await loadKubeConnection({ type: 'kubeconfig', path }),
    });
    const [cert, key] = await Promise.all(
      ['crt', 'key'].map(end =>
        readFile(join(cluster.dir, 'pki', `${CERTIFICATE}.${end}`)),
      ),
    );
    const server = createServer({ cert, key });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const webhook = new AdmissionWebhook({ server, admin, namespace });
    await webhook.#register(cluster.caData, namespace);
    return webhook;
  }

  private constructor(parts: {
    readonly server: Server;
    readonly admin: KubeClient;
    readonly namespace: string;
  }) {
    this.#server = parts.server;
    this.#admin = parts.admin;
    this.name = `${parts.namespace}.example.com`;
    this.#server.on('request', (request, response) => {
      void this.#answer(request, response);
    });
  }

  async stop(): Promise<void> {
    await this.#admin.delete(configurations, { name: this.name });
    await this.#admin.close();
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #register(caBundle: string, namespace: string): Promise<void> {
    const address = this.#server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const webhook = {
      name: this.name,
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      failurePolicy: 'Fail',
      // One that hangs is waited for; others may be slow on a loaded machine.
      timeoutSeconds: 5,
      clientConfig: { url: `https://127.0.0.1:${port}/`, caBundle },
      namespaceSelector: {
        matchLabels: { 'kubernetes.io/metadata.name': namespace },
      },
      rules: [
        {
          apiGroups: ['', 'apps'],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          resources: ['services', 'deployments'],
        },
      ],
    };
    await this.#admin.create(configurations, {
      metadata: { name: this.name },
      ...{ webhooks: [webhook] },
    });
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { conduct } = this;
    if (conduct.does === 'hang') {
      return;
    }
    const { request: asked } = (await json(request)) as Review;
    const patch =
      conduct.does === 'mutate' ? conduct.patches[asked.kind.kind] : undefined;
    const answer = {
      uid: asked.uid,
      allowed: conduct.does !== 'deny',
      ...(conduct.does === 'deny' && { status: { message: conduct.message } }),
      ...(patch && {
        patchType: 'JSONPatch',
        patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
      }),
    };
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        apiVersion: 'admission.k8s.io/v1',
        kind: 'AdmissionReview',
        response: answer,
      }),
    );
  }
}
