import { textMap } from './primitives';
import { cel, type Rule } from './rule';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SEGMENT = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const KEY = `^(${LABEL}(\\.${LABEL})*/)?${SEGMENT}$`;
// Annotations do not mind capitals in the prefix.
const ANY_CASE_LABEL = '[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?';
const ANNOTATION_KEY = `^(${ANY_CASE_LABEL}(\\.${ANY_CASE_LABEL})*/)?${SEGMENT}$`;
const LABEL_VALUE = `^$|^${SEGMENT}$`;
/** A prefix of 253, a slash and a name of 63. */
const MAX_KEY_LENGTH = 317;
const MAX_LABEL_VALUE_LENGTH = 63;
// All annotations of an object together may hold 256 KiB.
const MAX_ANNOTATION_LENGTH = 262_144;

type TextMap = Readonly<Record<string, string>>;

function keysMatch(source: string, message: string): Rule<TextMap> {
  const expression = new RegExp(source);
  const isGood = (key: string) =>
    key.length <= MAX_KEY_LENGTH && expression.test(key);
  return {
    cel: `self.all(k, k.size() <= ${MAX_KEY_LENGTH} && k.matches(r'${source}'))`,
    message,
    holds: map => Object.keys(map).every(isGood),
  };
}

const LABEL_VALUE_EXPRESSION = new RegExp(LABEL_VALUE);

const labelValues: Rule<TextMap> = {
  cel: `self.all(k, self[k].matches(r'${LABEL_VALUE}'))`,
  message:
    'a value is not that of a label: use at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
  holds: map =>
    Object.values(map).every(value => LABEL_VALUE_EXPRESSION.test(value)),
};

const EXAMPLE =
  'use at most 63 letters, digits, "-", "_" and ".", if need be behind a DNS name and "/", for example "example.com/team"';

/** Labels, as Kubernetes takes them. */
export function labels(description: string, ...rules: Rule<TextMap>[]) {
  return cel(
    textMap(description, { value: MAX_LABEL_VALUE_LENGTH }),
    keysMatch(KEY, `a key is not that of a label: ${EXAMPLE}`),
    labelValues,
    ...rules,
  );
}

/** Annotations, as Kubernetes takes them. */
export function annotations(description: string, ...rules: Rule<TextMap>[]) {
  return cel(
    textMap(description, { value: MAX_ANNOTATION_LENGTH }),
    keysMatch(ANNOTATION_KEY, `a key is not that of an annotation: ${EXAMPLE}`),
    ...rules,
  );
}
