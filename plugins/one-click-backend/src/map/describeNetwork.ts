import type { Autoscaler, Ingress, Pod, Service } from '../live/objects';
import { aState, conditionOf } from './NodeState';
import type { NodeState } from './NodeState';
import { selects } from './mentions';

/** Whom a Service sends requests to. */
export function describeService(
  service: Service,
  pods: readonly Pod[],
): NodeState {
  const { spec } = service;
  const selected = pods.filter(pod => selects(service, pod));
  const ready = selected.filter(({ status }) =>
    conditionOf(status?.conditions, 'Ready'),
  ).length;
  const ports = (spec?.ports ?? []).map(
    ({ port, protocol = 'TCP' }) => `${port}/${protocol}`,
  );
  const facts = {
    type: spec?.clusterIP === 'None' ? 'Headless' : spec?.type,
    ports: ports.join(' '),
    selected: selected.length,
    ready,
  };
  if (selected.length === 0) {
    return aState('warning', 'SelectsNoPod', facts);
  }
  return ready > 0
    ? aState('ok', 'Ready', facts)
    : aState('warning', 'NotReady', facts);
}

/** Where an Ingress answers. */
export function describeIngress({ spec, status }: Ingress): NodeState {
  const hosts = (spec?.rules ?? []).map(({ host = '*' }) => host);
  const addresses = (status?.loadBalancer?.ingress ?? []).flatMap(
    ({ ip, hostname }) => hostname ?? ip ?? [],
  );
  const facts = {
    hosts: [...new Set(hosts)].join(' '),
    class: spec?.ingressClassName,
    address: addresses[0],
    tls: (spec?.tls ?? []).length > 0,
  };
  // Some controllers never say where they answer: that is no fault.
  return addresses.length > 0
    ? aState('ok', 'HasAddress', facts)
    : aState('unknown', 'NoAddress', facts);
}

/** What an autoscaler decides. */
export function describeAutoscaler({ spec, status }: Autoscaler): NodeState {
  const facts = {
    min: spec?.minReplicas ?? 1,
    max: spec?.maxReplicas,
    current: status?.currentReplicas,
    desired: status?.desiredReplicas,
  };
  const { conditions } = status ?? {};
  const inactive = conditionOf(conditions, 'ScalingActive', 'False');
  if (inactive) {
    // At zero instances it rests on purpose.
    return inactive.reason === 'ScalingDisabled'
      ? aState('off', 'ScalingDisabled', facts)
      : aState('warning', inactive.reason ?? 'Inactive', facts);
  }
  return conditionOf(conditions, 'ScalingActive')
    ? aState('ok', 'Active', facts)
    : aState('unknown', 'Unknown', facts);
}
