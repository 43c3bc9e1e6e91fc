/** Where the Lease is that says which operator is at work. */
export interface LeaseName {
  readonly namespace: string;
  readonly name: string;
}

/** From which weight on the program logs. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

const KEY = '([a-z0-9.-]+/)?[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?';
const VALUE = '([A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?)?';
const SET = `\\(\\s*${VALUE}(\\s*,\\s*${VALUE})*\\s*\\)`;
const REQUIREMENT = `\\s*(!\\s*${KEY}|${KEY}(\\s*(==?|!=)\\s*${VALUE}|\\s+(in|notin)\\s*${SET})?)\\s*`;
const LABEL_SELECTOR = new RegExp(`^${REQUIREMENT}(,${REQUIREMENT})*$`);

function wrong(flag: string, value: string, remedy: string): Error {
  return new Error(`'--${flag} ${value}' cannot be read: give ${remedy}`);
}

/** Parses a whole number within bounds. */
export function parseNumber(
  flag: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) {
    throw wrong(flag, text, `a whole number from ${least} to ${most}`);
  }
  return value;
}

/** Parses `true` or `false`. */
export function parseSwitch(flag: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') {
    throw wrong(flag, text, "'true' or 'false'");
  }
  return text === 'true';
}

/** Parses names of namespaces, separated by commas; none from an empty text. */
export function parseNamespaces(flag: string, text: string): string[] {
  const names = text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  const bad = names.find(name => !DNS_LABEL.test(name));
  if (bad !== undefined) {
    throw wrong(flag, text, `names of namespaces; '${bad}' is none`);
  }
  return [...new Set(names)];
}

/** Parses `namespace/name`. */
export function parseLease(flag: string, text: string): LeaseName {
  const [namespace = '', name = '', ...rest] = text.split('/');
  const isNamed = DNS_LABEL.test(namespace) && DNS_NAME.test(name);
  if (!isNamed || rest.length > 0) {
    throw wrong(flag, text, "a Lease as 'namespace/name'");
  }
  return { namespace, name };
}

/**
 * Passes a label selector on, once it reads like one: the API server would
 * refuse every watch with another.
 */
export function parseLabelSelector(
  flag: string,
  text: string | undefined,
): string | undefined {
  if (text === undefined || text.trim() === '') {
    return undefined;
  }
  if (!LABEL_SELECTOR.test(text)) {
    throw wrong(flag, text, "a label selector, such as 'team=web,tier!=test'");
  }
  return text;
}

/** Parses a log level. */
export function parseLevel(flag: string, text: string): LogLevel {
  const level = LEVELS.find(known => known === text);
  if (level === undefined) {
    throw wrong(flag, text, `one of '${LEVELS.join("', '")}'`);
  }
  return level;
}
