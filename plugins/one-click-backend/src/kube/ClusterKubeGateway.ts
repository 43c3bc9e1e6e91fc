import {
  BACKEND_MANAGER,
  BINNED_LABEL,
  REVISION_ANNOTATION,
  specsEqual,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeForbiddenError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  Watch,
  WatchHandlers,
} from '@one-click/backstage-plugin-one-click-kube';
import type { ClusterFacts } from '../clusters/ClusterStore';
import { ensureNamespace } from './ensureNamespace';
import type {
  ApplyRequest,
  CrRef,
  GatewayCall,
  KubeGateway,
  NamespaceRequest,
} from './KubeGateway';
import { toLiveRollout } from './LiveRollout';
import type { LiveRollout } from './LiveRollout';
import {
  applyPolicy,
  DEFAULT_NAMESPACE_POLICY,
  policyHash,
} from './namespacePolicy';
import type { NamespacePolicy } from './namespacePolicy';
import { readClusterFacts } from './readClusterFacts';
import { takeOverSpec } from './takeOverSpec';

/** A write that took longer has likely been lost; the converger tries again. */
const CALL_TIMEOUT_MS = 10_000;

/** Where the operator keeps its lease, as the chart and the supervisor start it. */
const OPERATOR_LEASE = {
  namespace: 'one-click-system',
  name: 'one-click-operator',
};

export interface ClusterKubeGatewayOptions {
  readonly client: KubeClient;
  readonly now: () => number;
  /** What guards namespaces; {@link DEFAULT_NAMESPACE_POLICY} where absent. */
  readonly policy?: NamespacePolicy | undefined;
}

/** Speaks with a real cluster. */
export class ClusterKubeGateway implements KubeGateway {
  readonly policy: string;
  readonly #client: KubeClient;
  readonly #now: () => number;
  readonly #policy: NamespacePolicy;

  static create(options: ClusterKubeGatewayOptions) {
    return new ClusterKubeGateway(options);
  }

  private constructor(options: ClusterKubeGatewayOptions) {
    this.#client = options.client;
    this.#now = options.now;
    this.#policy = options.policy ?? DEFAULT_NAMESPACE_POLICY;
    this.policy = policyHash(this.#policy);
  }

  async ensureNamespace(
    request: NamespaceRequest,
    call: GatewayCall = {},
  ): Promise<string> {
    const { podSecurity } = this.#policy;
    return ensureNamespace(
      this.#client,
      { ...request, podSecurity },
      withTimeout(call),
    );
  }

  async guardNamespace(
    namespace: string,
    call: GatewayCall = {},
  ): Promise<void> {
    const request = { namespace, policy: this.#policy };
    await applyPolicy(this.#client, request, withTimeout(call));
  }

  async findRollout(
    ref: CrRef,
    call: GatewayCall = {},
  ): Promise<LiveRollout | undefined> {
    const found = await this.#client.find(
      resources.rollouts,
      ref,
      withTimeout(call),
    );
    return found && toLiveRollout(found);
  }

  async listRollouts(
    namespace: string,
    call: GatewayCall = {},
  ): Promise<readonly LiveRollout[]> {
    const { items } = await this.#client.list(resources.rollouts, {
      namespace,
      ...withTimeout(call),
    });
    return items.map(toLiveRollout);
  }

  async applyRollout(
    request: ApplyRequest,
    call: GatewayCall = {},
  ): Promise<LiveRollout> {
    const { resourceVersion } = request.live ?? {};
    const applied = await this.#apply(request, { ...call, resourceVersion });
    if (specsEqual(toLiveRollout(applied).spec, request.spec)) {
      return toLiveRollout(applied);
    }
    // What is left over belongs to another manager.
    const taken = await this.#takeOver(applied, request, call);
    const again = await this.#apply(request, {
      ...call,
      resourceVersion: taken.metadata.resourceVersion,
    });
    return toLiveRollout(again);
  }

  watchRollouts(handlers: WatchHandlers<LiveRollout>): Watch {
    return this.#client.watch(resources.rollouts, {
      project: toLiveRollout,
      handlers,
    });
  }

  async readFacts(call: GatewayCall = {}): Promise<ClusterFacts> {
    return readClusterFacts(this.#client, withTimeout(call));
  }

  async readOperator(call: GatewayCall = {}) {
    try {
      const lease = await this.#client.find(
        resources.leases,
        OPERATOR_LEASE,
        withTimeout(call),
      );
      if (!lease) {
        return 'unknown';
      }
      const {
        holderIdentity,
        renewTime,
        leaseDurationSeconds = 0,
      } = lease.spec ?? {};
      // An operator that ends lets go of its lease.
      if (!holderIdentity) {
        return 'away';
      }
      const renewed = renewTime ? new Date(renewTime).getTime() : 0;
      // The clocks of two machines differ a little.
      const until = renewed + (leaseDurationSeconds + 5) * 1000;
      return until > this.#now() ? 'running' : 'away';
    } catch (error) {
      if (error instanceof KubeForbiddenError) {
        return 'unknown';
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #apply(
    request: ApplyRequest,
    call: GatewayCall & { readonly resourceVersion: string | undefined },
  ): Promise<Rollout> {
    const { namespace, name, spec, revision, isBinned } = request;
    const { resourceVersion, ...options } = call;
    const object = {
      metadata: {
        namespace,
        name,
        // The server refuses the write where the CR changed meanwhile.
        ...(resourceVersion !== undefined && { resourceVersion }),
        annotations: { [REVISION_ANNOTATION]: String(revision) },
        ...(isBinned && { labels: { [BINNED_LABEL]: 'true' } }),
      },
      spec,
    };
    return this.#client.apply(resources.rollouts, object, {
      ...withTimeout(options),
      fieldManager: BACKEND_MANAGER,
      // Whose value holds was decided when the revision was made.
      force: true,
    });
  }

  async #takeOver(
    rollout: Rollout,
    { spec }: Pick<ApplyRequest, 'spec'>,
    call: GatewayCall,
  ): Promise<Rollout> {
    const { namespace, name, resourceVersion, managedFields } =
      rollout.metadata;
    return this.#client.patch(
      resources.rollouts,
      { namespace, name },
      {
        ...withTimeout(call),
        fieldManager: BACKEND_MANAGER,
        patch: {
          // With the version in it, a change meanwhile is a conflict; a failed
          // test of a JSON patch would look like an invalid spec.
          type: 'merge',
          body: {
            metadata: {
              resourceVersion,
              managedFields: takeOverSpec(managedFields ?? [], spec),
            },
          },
        },
      },
    );
  }
}

function withTimeout(call: GatewayCall) {
  return { ...call, timeoutMs: CALL_TIMEOUT_MS };
}
