import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact, removeAt, replaceAt } from '../itemList';

export type Interface = NonNullable<RolloutSpecInput['interfaces']>[number];
export type Ingress = NonNullable<Interface['ingress']>;
export type Address = Ingress['rules'][number];

/** Fields to change; one that is `undefined` is taken away. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] | undefined };

type Edit = (spec: RolloutSpecInput) => RolloutSpecInput;

const FIRST_PORT = 8080;

/** Adds an interface; the first one gets the usual name. */
export const addInterface: Edit = spec => {
  const interfaces = spec.interfaces ?? [];
  const name = interfaces.length === 0 ? 'http' : '';
  return { ...spec, interfaces: [...interfaces, { name, port: FIRST_PORT }] };
};

/** Removes the interface at a place. */
export function removeInterface(index: number): Edit {
  return ({ interfaces = [], ...rest }) => {
    const kept = removeAt(interfaces, index);
    return kept.length > 0 ? { ...rest, interfaces: kept } : rest;
  };
}

/** Changes fields of the interface at a place. */
export function changeInterface(index: number, patch: Patch<Interface>): Edit {
  return spec => {
    const { interfaces = [] } = spec;
    const old = interfaces[index];
    return old
      ? {
          ...spec,
          interfaces: replaceAt(interfaces, index, patched(old, patch)),
        }
      : spec;
  };
}

/** Adds a public address to an interface. */
export function addAddress({ ingress }: Interface): Ingress {
  const rules = ingress?.rules ?? [];
  return { ...ingress, rules: [...rules, { host: '', path: '/' }] };
}

/** Removes a public address; with the last one the ingress goes. */
export function removeAddress(
  ingress: Ingress,
  index: number,
): Ingress | undefined {
  const rules = removeAt(ingress.rules, index);
  return rules.length > 0 ? { ...ingress, rules } : undefined;
}

/** Changes fields of a public address. */
export function changeAddress(
  ingress: Ingress,
  index: number,
  patch: Patch<Address>,
): Ingress {
  const old = ingress.rules[index];
  return old
    ? {
        ...ingress,
        rules: replaceAt(ingress.rules, index, patched(old, patch)),
      }
    : ingress;
}

function patched<T extends object>(old: T, patch: Patch<T>): T {
  return compact({ ...old, ...patch } as T);
}
