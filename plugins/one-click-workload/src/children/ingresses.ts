import type {
  V1IngressRule,
  V1IngressSpec,
  V1IngressTLS,
} from '@kubernetes/client-node';
import {
  ingressName,
  serviceName,
  tlsSecretName,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  IngressRule,
  Interface,
  Rollout,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';
import type { ChildObject } from './Child';
import { ownedMetadata } from './childMetadata';

function toRule(
  rule: IngressRule,
  service: { readonly name: string; readonly port: number },
): V1IngressRule {
  const path = {
    // Not `??`: an empty path of an old manifest means the same.
    path: rule.path || '/',
    pathType: rule.pathType ?? 'ImplementationSpecific',
    backend: {
      service: { name: service.name, port: { number: service.port } },
    },
  };
  return compact<V1IngressRule>({ host: rule.host, http: { paths: [path] } });
}

/** One entry a certificate: two of the same name would make its maker issue it for the first host only. */
function toTls(
  rules: readonly IngressRule[],
  defaultSecret: string,
): V1IngressTLS[] {
  const hostsBySecret = new Map<string, Set<string>>();
  for (const { host, tlsSecretName: own } of rules.filter(({ tls }) => tls)) {
    const secret = own || defaultSecret;
    const hosts = hostsBySecret.get(secret) ?? new Set<string>();
    hostsBySecret.set(secret, host === '' ? hosts : hosts.add(host));
  }
  return [...hostsBySecret].map(([secretName, hosts]) =>
    compact<V1IngressTLS>({ secretName, hosts: [...hosts] }),
  );
}

function buildIngress(
  rollout: Rollout,
  { name, port, ingress }: Interface,
): ChildObject<'Ingress'> | undefined {
  // Kubernetes refuses an Ingress that leads nowhere.
  if (!ingress || ingress.rules.length === 0) {
    return undefined;
  }
  const owner = rollout.metadata.name;
  const service = { name: serviceName(owner, name), port };
  const { annotations = {}, ingressClass, rules } = ingress;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      ...ownedMetadata(rollout, ingressName(owner, name)),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: compact<V1IngressSpec>({
      ingressClassName: ingressClass,
      rules: rules.map(rule => toRule(rule, service)),
      tls: toTls(rules, tlsSecretName(owner, name)),
    }),
  };
}

/** Builds one Ingress for each interface that has an address. Annotations of others on it stay theirs. */
export function buildIngresses(rollout: Rollout): ChildObject<'Ingress'>[] {
  const { interfaces = [] } = rollout.spec;
  return interfaces.flatMap(each => buildIngress(rollout, each) ?? []);
}
