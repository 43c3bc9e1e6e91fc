import type { V1PodTemplateSpec } from '@kubernetes/client-node';

/** The part of a Deployment that tells; one that is frozen has no template. */
interface Deployment {
  readonly spec?:
    | { readonly template?: V1PodTemplateSpec | undefined }
    | undefined;
}

function claimsOf({ spec }: Deployment): ReadonlySet<string> {
  const { volumes = [] } = spec?.template?.spec ?? {};
  return new Set(
    volumes.flatMap(
      ({ persistentVolumeClaim: claim }) => claim?.claimName ?? [],
    ),
  );
}

/**
 * Whether the pods of a Deployment would take up one of some claims that those
 * of the live one do not use. Where these claims are going, the new pods would
 * wait for them, the old pods for the new ones, and the claims for the old pods.
 */
export function takesUpClaims(
  wanted: Deployment,
  live: Deployment,
  claims: ReadonlySet<string>,
): boolean {
  const used = claimsOf(live);
  return [...claimsOf(wanted)].some(
    name => claims.has(name) && !used.has(name),
  );
}
