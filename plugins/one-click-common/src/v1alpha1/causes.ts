import { CAUSES, type CauseId } from './causeTable';
import type { CauseLink, CauseStatus } from './types';

type ParamNames<I extends CauseId> = (typeof CAUSES)[I]['params'][number];

/** The parameters a cause's sentence needs; moments as ISO text, counts as digits. */
export type CauseParams<I extends CauseId> = Readonly<
  Record<ParamNames<I>, string | number>
>;

/** A cause as it stands in the status, or in the backend's overlay. */
export type Cause = CauseStatus;

const PLACEHOLDER = /\{(\w+)\}/g;

/** Whether this version knows the cause. */
export function isCauseId(id: string): id is CauseId {
  return Object.hasOwn(CAUSES, id);
}

/** Seconds in words of at most one unit; limits are round numbers, so none is lost in practice. */
function limitInWords(seconds: string): string {
  const value = Number(seconds);
  if (!Number.isFinite(value) || value < 120 || value % 60 !== 0) {
    return `${seconds} s`;
  }
  return value % 3600 === 0 ? `${value / 3600} h` : `${value / 60} min`;
}

/** Parameters with these names are limits in seconds. */
const LIMITS = new Set(['within', 'window']);

function valueInWords(name: string, value: string): string {
  return LIMITS.has(name) ? limitInWords(value) : value;
}

function fill(
  sentence: string,
  params: Readonly<Record<string, string>>,
): string {
  return sentence.replace(PLACEHOLDER, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : valueInWords(name, value);
  });
}

/**
 * The cause in one English sentence, from its id and parameters; for an id this
 * version does not know, or with a parameter missing, the sentence that came with it.
 */
export function renderCause(
  cause: Pick<Cause, 'id' | 'params'> & { readonly message?: string },
): string {
  const { id, params = {}, message = id } = cause;
  if (!isCauseId(id)) {
    return message;
  }
  const definition = CAUSES[id];
  const isComplete = definition.params.every(name => name in params);
  if (!isComplete) {
    return message;
  }
  const isOne = 'one' in definition && params.count === '1';
  return fill(isOne ? definition.one : definition.sentence, params);
}

/** A cause ready for the status, its English sentence included. */
export function buildCause<I extends CauseId>(
  id: I,
  given: CauseParams<I>,
  chain: readonly CauseLink[] = [],
): Cause {
  const params = Object.fromEntries(
    Object.entries<string | number>(given).map(([name, value]) => [
      name,
      String(value),
    ]),
  );
  return {
    id,
    message: renderCause({ id, params }),
    params,
    ...(chain.length > 0 && { chain }),
  };
}

const STEPS = [1, 2, 3, 5];

/**
 * The largest of 1, 2, 3, 5, 10, 20, 50, 100 … that is not above the count, so
 * that a counter in the status does not write it on every tick.
 */
export function steppedCount(count: number): number {
  if (count <= 5) {
    return STEPS.findLast(step => step <= count) ?? 0;
  }
  const power = 10 ** Math.floor(Math.log10(count));
  const lead = Math.floor(count / power);
  if (lead >= 5) {
    return 5 * power;
  }
  return Math.min(lead, 2) * power;
}
