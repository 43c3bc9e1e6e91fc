import { escapeTemplate } from '@one-click/backstage-plugin-one-click-common';
import type {
  BlueprintDraft,
  BlueprintParameter,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

type Json = Readonly<Record<string, unknown>>;

/** Lists whose items have images and variables of their own. */
const CONTAINERS = ['cronjobs', 'initContainers', 'sidecars'] as const;

/**
 * A blueprint of a spec: secrets become questions without values; references
 * to Secrets, and addresses, which are somebody's already, are left out.
 */
export function draftBlueprint(
  spec: RolloutSpecInput,
  secretKeys: readonly string[],
): BlueprintDraft {
  const leftOut: string[] = [];
  const { suspend: _, ...running } = spec;
  const bare = withoutHosts(
    withoutSecrets({ ...running }, '', leftOut),
    leftOut,
  );
  for (const field of CONTAINERS) {
    const items = bare[field];
    if (Array.isArray(items)) {
      bare[field] = items.map((item: Json) =>
        withoutSecrets(item, `${field}[${item.name}].`, leftOut),
      );
    }
  }
  const plaintext = (spec.secrets ?? []).map(({ name }) => name);
  const keys = [...new Set([...secretKeys, ...plaintext])].sort();
  return {
    template: escapeTemplate(bare) as unknown as RolloutSpecInput,
    parameters: askFor(keys),
    leftOut,
  };
}

function withoutSecrets(
  owner: Json,
  at: string,
  leftOut: string[],
): Record<string, unknown> {
  const rest: Record<string, unknown> = { ...owner };
  for (const field of ['secrets', 'secretsFrom']) {
    for (const { name } of itemsOf(owner[field])) {
      leftOut.push(`${at}${field}[${name}]`);
    }
    delete rest[field];
  }
  keepOnly(rest, item => !refersToSecret(item.valueFrom), {
    ...{ at, leftOut },
    field: 'env',
    key: 'name',
  });
  keepOnly(rest, item => item.secretRef === undefined, {
    ...{ at, leftOut },
    field: 'files',
    key: 'mountPath',
  });
  rest.image = withoutSignIn(owner.image, at, leftOut);
  return rest;
}

function withoutSignIn(image: unknown, at: string, leftOut: string[]): unknown {
  if (typeof image !== 'object' || image === null) {
    return image;
  }
  const entries = Object.entries(image).filter(([field, value]) => {
    const isSignIn = ['username', 'password', 'pullSecretRef'].includes(field);
    if (isSignIn && value) {
      leftOut.push(`${at}image.${field}`);
    }
    return !isSignIn;
  });
  return Object.fromEntries(entries);
}

interface Told {
  readonly field: string;
  readonly at: string;
  readonly key: string;
  readonly leftOut: string[];
}

function keepOnly(
  owner: Record<string, unknown>,
  keeps: (item: Json) => boolean,
  { at, field, key, leftOut }: Told,
): void {
  if (!Array.isArray(owner[field])) {
    return;
  }
  const items = itemsOf(owner[field]);
  leftOut.push(
    ...items
      .filter(item => !keeps(item))
      .map(item => `${at}${field}[${item[key]}]`),
  );
  owner[field] = items.filter(keeps);
}

function refersToSecret(source: unknown): boolean {
  return (
    typeof source === 'object' && source !== null && 'secretKeyRef' in source
  );
}

function withoutHosts(
  spec: Record<string, unknown>,
  leftOut: string[],
): Record<string, unknown> {
  const { interfaces } = spec;
  return Array.isArray(interfaces)
    ? {
        ...spec,
        interfaces: itemsOf(interfaces).map(({ ingress, ...rest }) => {
          if (ingress !== undefined) {
            leftOut.push(`interfaces[${rest.name}].ingress`);
          }
          return rest;
        }),
      }
    : spec;
}

function itemsOf(list: unknown): readonly Json[] {
  return Array.isArray(list) ? list : [];
}

/** `API_KEY` is asked for as `apiKey`. */
function askFor(keys: readonly string[]): BlueprintParameter[] {
  const taken = new Set<string>();
  return keys.map(key => {
    const words = key.toLowerCase().split(/[^a-z0-9]+/);
    const joined = words
      .filter(word => word !== '')
      .map((word, index) =>
        index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1),
      )
      .join('');
    const base = (/^[a-z]/.test(joined) ? joined : `secret${joined}`).slice(
      0,
      36,
    );
    let name = base;
    for (let number = 2; taken.has(name); number += 1) {
      name = `${base}${number}`;
    }
    taken.add(name);
    return { type: 'secret', name, title: key.slice(0, 63), key };
  });
}
