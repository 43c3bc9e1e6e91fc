import type { GuardRails } from './GuardRails';

/** The names of all guard rails. */
export const GUARD_RAILS = [
  'registries',
  'serviceAccounts',
  'ingressClasses',
  'ingressAnnotations',
  'storageClasses',
] as const satisfies readonly (keyof GuardRails)[];

const KNOWN: ReadonlySet<string> = new Set(GUARD_RAILS);

/** Lists in which an empty name stands for the cluster's default. */
const WITH_DEFAULT: ReadonlySet<string> = new Set([
  'ingressClasses',
  'storageClasses',
]);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function assertName(list: string, value: unknown): asserts value is string {
  if (typeof value !== 'string') {
    throw new Error(`'${list}' holds ${JSON.stringify(value)}: write text`);
  }
  if (value === '' && !WITH_DEFAULT.has(list)) {
    throw new Error(`'${list}' holds an empty text: write a name or remove it`);
  }
  if (value.slice(0, -1).includes('*')) {
    throw new Error(`'${value}' in '${list}' has a '*' before its end`);
  }
}

function assertRegistry(value: string): void {
  const [host = ''] = value.split('/');
  const isHost = /^[a-z0-9.-]+(:\d+)?$/.test(host) && /[.:]/.test(host);
  if ((!isHost && host !== 'localhost') || /\*|\/$/.test(value)) {
    throw new Error(
      `'${value}' in 'registries' is no registry: write a host, or a host and the start of a path, such as 'ghcr.io/acme'`,
    );
  }
}

function parseList(list: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) {
    throw new Error(`'${list}' is not a list of names`);
  }
  return value.map((name: unknown) => {
    assertName(list, name);
    if (list === 'registries') {
      assertRegistry(name);
    }
    return name;
  });
}

/**
 * Guard rails from what a configuration holds; throws with what to write
 * instead. A name that is not known is refused, since a rail that is misspelt
 * would hold nothing.
 */
export function toGuardRails(value: unknown): GuardRails {
  if (!isObject(value)) {
    throw new Error('they are not an object of lists');
  }
  const unknown = Object.keys(value).find(name => !KNOWN.has(name));
  if (unknown !== undefined) {
    throw new Error(
      `there is no guard rail '${unknown}', only '${GUARD_RAILS.join("', '")}'`,
    );
  }
  return Object.fromEntries(
    GUARD_RAILS.filter(list => value[list] !== undefined).map(list => [
      list,
      parseList(list, value[list]),
    ]),
  );
}
