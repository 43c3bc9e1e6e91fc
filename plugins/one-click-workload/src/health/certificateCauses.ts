import {
  ingressName,
  tlsSecretName,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Interface,
  Rollout,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toMillis, toTimestamp } from './moments';
import type { CertificateFacts, Observed } from './Observed';
import { aProblem, within } from './Problem';
import type { Problem } from './Problem';

/** An issuer answers within moments, a person within minutes; milliseconds. */
export const CERTIFICATE_GRACE_MS = 180_000;

// Annotations that ask a program of the cluster for a certificate.
const ISSUED =
  /^cert-manager\.io\/(cluster-)?issuer$|^kubernetes\.io\/tls-acme$/;

/** A host that is served over https, and the Secret with its certificate. */
interface SecureHost {
  readonly host: string;
  readonly secret: string;
  readonly ingress: string;
}

/**
 * The hosts somebody promised a certificate for. Without a Secret named, or an
 * issuer, the ingress controller's own certificate is what was asked for.
 */
function secureHostsOf(
  { name, ingress }: Interface,
  rollout: string,
): SecureHost[] {
  const isIssued = Object.keys(ingress?.annotations ?? {}).some(key =>
    ISSUED.test(key),
  );
  return (ingress?.rules ?? [])
    .filter(({ tls, host }) => tls === true && host !== '')
    .filter(({ tlsSecretName: own }) => isIssued || Boolean(own))
    .map(({ host, tlsSecretName: own }) => ({
      host,
      // Not `??`: the original wrote empty names.
      secret: own || tlsSecretName(rollout, name),
      ingress: ingressName(rollout, name),
    }));
}

function allSecureHosts({ metadata, spec }: Rollout): SecureHost[] {
  return (spec.interfaces ?? []).flatMap(each =>
    secureHostsOf(each, metadata.name),
  );
}

/** Names of the Secrets whose certificates `summarize` would like to know, sorted. */
export function findTlsSecrets(rollout: Rollout): string[] {
  return [
    ...new Set(allSecureHosts(rollout).map(({ secret }) => secret)),
  ].sort();
}

function covers(name: string, host: string): boolean {
  return name.startsWith('*.')
    ? host.slice(host.indexOf('.')) === name.slice(1)
    : name === host;
}

interface Certificates {
  readonly rollout: Rollout;
  readonly observed: Observed;
  /** Epoch milliseconds. */
  readonly now: number;
}

function certificateProblem(
  { host, secret }: SecureHost,
  facts: CertificateFacts,
  traits: { readonly now: number; readonly firm: boolean },
): Problem | undefined {
  const { hosts, expiresAt } = facts;
  const { now, firm } = traits;
  if (!hosts) {
    const why = `Secret ${secret} holds none yet`;
    return aProblem('CertWaiting', { host, why }, { firm });
  }
  if (expiresAt !== undefined && expiresAt <= now) {
    return aProblem('CertBad', { host, expiredAt: toTimestamp(expiresAt) });
  }
  const why = `the one in Secret ${secret} is for ${hosts
    .slice(0, 3)
    .join(', ')}`;
  return hosts.some(each => covers(each, host))
    ? undefined
    : aProblem('CertWaiting', { host, why }, { firm });
}

/** What is wrong with the certificates of hosts served over https. */
export function findCertificateProblems(context: Certificates): Problem[] {
  const { rollout, observed, now } = context;
  return allSecureHosts(rollout).flatMap(secure => {
    const facts = observed.certificates?.find(
      each => each.secret === secure.secret,
    );
    const ingress = observed.ingresses.find(
      ({ metadata }) => metadata?.name === secure.ingress,
    );
    const made = toMillis(ingress?.metadata?.creationTimestamp);
    const firm = made !== undefined && now >= made + CERTIFICATE_GRACE_MS;
    const problem = facts && certificateProblem(secure, facts, { now, firm });
    const chain = [
      { kind: 'Ingress', name: secure.ingress },
      { kind: 'Secret', name: secure.secret },
    ];
    return problem ? [within(chain, problem)] : [];
  });
}

/** When what is known of certificates turns bad, or waiting for one lasts too long; epoch milliseconds. */
export function certificateMoments({
  certificates = [],
  ingresses,
}: Observed): number[] {
  const expiries = certificates.flatMap(({ expiresAt }) => expiresAt ?? []);
  const isWaiting = certificates.some(({ hosts }) => !hosts);
  const graces = isWaiting
    ? ingresses.flatMap(
        ({ metadata }) => toMillis(metadata?.creationTimestamp) ?? [],
      )
    : [];
  return [...expiries, ...graces.map(made => made + CERTIFICATE_GRACE_MS)];
}
