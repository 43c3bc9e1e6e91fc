import type { V1Ingress } from '@kubernetes/client-node';
import { ingressName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toMillis, toTimestamp } from './moments';
import type { Observed } from './Observed';
import { aProblem, within } from './Problem';
import type { Problem } from './Problem';

/** Load balancers take a while; milliseconds. */
export const ADDRESS_GRACE_MS = 120_000;

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

function hasAddress({ status }: V1Ingress): boolean {
  return (status?.loadBalancer?.ingress ?? []).length > 0;
}

function graceEnd({ metadata }: V1Ingress): number {
  return (toMillis(metadata?.creationTimestamp) ?? 0) + ADDRESS_GRACE_MS;
}

function classOf(rollout: Rollout, ingress: V1Ingress): string | undefined {
  const { interfaces = [] } = rollout.spec;
  const owner = interfaces.find(
    ({ name }) =>
      ingressName(rollout.metadata.name, name) === ingress.metadata?.name,
  );
  return (
    ingress.spec?.ingressClassName ??
    owner?.ingress?.annotations?.[CLASS_ANNOTATION]
  );
}

function hostOf({ spec }: V1Ingress): string {
  return spec?.rules?.find(({ host }) => host)?.host ?? 'any host';
}

/** Whether the ingress classes of the cluster are worth reading: an Ingress has waited for its address. */
export function wantsIngressClasses(
  { ingresses }: Pick<Observed, 'ingresses'>,
  now: number,
): boolean {
  return ingresses.some(each => !hasAddress(each) && graceEnd(each) <= now);
}

/** When an Ingress will have waited long enough; epoch milliseconds. */
export function addressGraceEnds({
  ingresses,
}: Pick<Observed, 'ingresses'>): number[] {
  return ingresses.filter(each => !hasAddress(each)).map(graceEnd);
}

interface Addresses {
  readonly rollout: Rollout;
  readonly observed: Observed;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Ingresses nobody gives an address. Silence of a class that has never given
 * any says nothing: some controllers serve without ever writing an address.
 */
export function findAddressProblems(context: Addresses): Problem[] {
  const { rollout, observed, now } = context;
  const { ingresses, ingressClasses } = observed;
  if (!ingressClasses) {
    return [];
  }
  return ingresses
    .filter(each => !hasAddress(each) && graceEnd(each) <= now)
    .flatMap(ingress => {
      const name = classOf(rollout, ingress);
      const known = ingressClasses.find(each => each.name === name);
      if (known && !known.gives) {
        return [];
      }
      const problem = aProblem('NoAddress', {
        class: name ?? '(none)',
        host: hostOf(ingress),
        since: toTimestamp(
          toMillis(ingress.metadata?.creationTimestamp) ?? now,
        ),
      });
      const link = { kind: 'Ingress', name: ingress.metadata?.name ?? '' };
      return [within([link], problem)];
    });
}

/** Interfaces that lead nowhere, where nothing serves and nothing is on its way. */
export function findDeadEnds(rollout: Rollout): Problem[] {
  return (rollout.spec.interfaces ?? []).map(({ name }) =>
    aProblem('NoEndpoints', { interface: name }, { firm: false }),
  );
}
