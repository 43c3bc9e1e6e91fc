import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { removeAt, replaceAt } from '../itemList';
import type { PastedVariable } from './parseVariables';

export type Variable = NonNullable<RolloutSpecInput['env']>[number];

type Edit = (spec: RolloutSpecInput) => RolloutSpecInput;

function withVariables(
  spec: RolloutSpecInput,
  env: readonly Variable[],
): RolloutSpecInput {
  const { env: _, ...rest } = spec;
  return env.length > 0 ? { ...rest, env } : rest;
}

/** Adds an empty variable at the end. */
export const addVariable: Edit = spec =>
  withVariables(spec, [...(spec.env ?? []), { name: '', value: '' }]);

/** Removes the variable at a place. */
export function removeVariable(index: number): Edit {
  return spec => withVariables(spec, removeAt(spec.env ?? [], index));
}

/** Changes the variable at a place; one with a reference keeps it. */
export function changeVariable(
  index: number,
  patch: { readonly name?: string; readonly value?: string },
): Edit {
  return spec => {
    const old = spec.env?.[index];
    return old
      ? withVariables(
          spec,
          replaceAt(spec.env ?? [], index, { ...old, ...patch }),
        )
      : spec;
  };
}

/** Puts a variable of the base back: in its place if it is still there, else at the end. */
export function restoreVariable(variable: Variable): Edit {
  return spec => {
    const env = spec.env ?? [];
    const index = env.findIndex(({ name }) => name === variable.name);
    return withVariables(
      spec,
      index < 0 ? [...env, variable] : replaceAt(env, index, variable),
    );
  };
}

/** How pasted variables compare with those that exist. */
export interface PasteCounts {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

/** Counts what pasted variables would add and change. */
export function comparePasted(
  env: readonly Variable[],
  pasted: readonly PastedVariable[],
): PasteCounts {
  const existing = new Map(env.map(each => [each.name, each.value]));
  const added = pasted.filter(({ name }) => !existing.has(name));
  const same = pasted.filter(
    ({ name, value }) => existing.get(name) === value && existing.has(name),
  );
  return {
    added: added.length,
    same: same.length,
    changed: pasted.length - added.length - same.length,
  };
}

/** Takes pasted variables over: known names get the new value, the rest comes at the end. */
export function mergePasted(pasted: readonly PastedVariable[]): Edit {
  return spec => {
    const values = new Map(pasted.map(({ name, value }) => [name, value]));
    const known = new Set(spec.env?.map(({ name }) => name));
    const kept = (spec.env ?? [])
      .filter(({ name, value }) => name !== '' || value !== '')
      .map(variable => {
        const value = values.get(variable.name);
        return value === undefined ? variable : { name: variable.name, value };
      });
    const added = pasted.filter(({ name }) => !known.has(name));
    return withVariables(spec, [...kept, ...added]);
  };
}

/** Names that are there more than once; the cluster takes none of them. */
export function duplicateNames(env: readonly Variable[]): ReadonlySet<string> {
  const names = env.map(({ name }) => name).filter(Boolean);
  return new Set(names.filter((name, at) => names.indexOf(name) !== at));
}

/**
 * The edited text with the line ends of the old one: a browser's text fields
 * know only line feeds, and would take carriage returns away unasked.
 */
export function keepLineEnds(old: string, edited: string): string {
  const usesReturns = old.includes('\r\n') && !/(^|[^\r])\n/.test(old);
  return usesReturns ? edited.replace(/\r?\n/g, '\r\n') : edited;
}

const SECRET_NAME =
  /(PASSWORD|PASSWD|TOKEN|SECRET|APIKEY|API_KEY|PRIVATE_KEY|DSN)/i;
const CREDENTIALS_IN_URL = /:\/\/[^/\s:@]+:[^/\s:@]+@/;

/** Whether a plain variable seems to hold what only few should read. */
export function looksSecret({ name, value }: Variable): boolean {
  return (
    value !== undefined &&
    value !== '' &&
    (SECRET_NAME.test(name) || CREDENTIALS_IN_URL.test(value))
  );
}
