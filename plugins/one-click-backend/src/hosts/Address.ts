import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** An address as a controller tells it from others. */
export interface Address {
  /** In lower case; `*` stands for any host. */
  readonly host: string;
  readonly path: string;
}

/** An address, and the field of the spec that asks for it. */
export interface WantedAddress extends Address {
  readonly field: string;
}

/** Stands for any host. */
export const ANY_HOST = '*';

interface Written {
  readonly host?: string | undefined;
  readonly path?: string | undefined;
  readonly pathType?: string | undefined;
}

/** An address as it was written, in the form that two of the same share. */
export function toAddress({ host, path, pathType }: Written): Address {
  const start = path || '/';
  // Compared by their parts, "/api" and "/api/" are the same.
  const plain = pathType === 'Exact' ? start : start.replace(/\/+$/, '') || '/';
  return { host: host?.toLowerCase() || ANY_HOST, path: plain };
}

/** As people write it. */
export function addressText({ host, path }: Address): string {
  const name = host === ANY_HOST ? 'any host' : host;
  return path === '/' ? name : `${name}${path}`;
}

export function isSameAddress(one: Address, other: Address): boolean {
  return one.host === other.host && one.path === other.path;
}

/** Every address that a spec asks for, each once. */
export function addressesOf(spec: RolloutSpecInput): WantedAddress[] {
  const wanted = (spec.interfaces ?? []).flatMap(({ ingress }, at) =>
    (ingress?.rules ?? []).map((rule, index) => ({
      ...toAddress(rule),
      field: `spec.interfaces[${at}].ingress.rules[${index}].host`,
    })),
  );
  return wanted.filter(
    (one, index) =>
      wanted.findIndex(other => isSameAddress(one, other)) === index,
  );
}
