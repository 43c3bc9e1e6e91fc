import type { V1Container } from '@kubernetes/client-node';
import { aProblem, otherProblem } from './Problem';
import type { Problem } from './Problem';

interface Missing {
  readonly container: string;
  readonly namespace: string;
  readonly spec?: V1Container | undefined;
}

/** Names the key a container wants of a ConfigMap or Secret that is not there at all. */
function wantedKey(name: string, spec: V1Container | undefined): string {
  const found = spec?.env?.find(
    ({ valueFrom }) => valueFrom?.configMapKeyRef?.name === name,
  );
  return found?.valueFrom?.configMapKeyRef?.key ?? 'at all';
}

type Reading = (found: RegExpExecArray, missing: Missing) => Problem;

const READINGS: readonly (readonly [RegExp, Reading])[] = [
  [
    /couldn't find key (\S+) in (ConfigMap|Secret) [^/\s]+\/(\S+)/i,
    ([, key = '', kind = '', name = ''], { container }) =>
      aProblem('ConfigMissing', { kind, name, key, container }),
  ],
  [
    /references non-existent (?:config|secret) key: (\S+)/i,
    ([, key = ''], { container }) =>
      aProblem('ConfigMissing', {
        kind: 'Source',
        name: 'of a file',
        key,
        container,
      }),
  ],
  [
    /secret "([^"]+)" not found/i,
    ([, name = ''], { namespace }) =>
      aProblem('SecretMissing', { name, namespace }),
  ],
  [
    /configmap "([^"]+)" not found/i,
    ([, name = ''], { container, spec }) =>
      aProblem('ConfigMissing', {
        kind: 'ConfigMap',
        name,
        key: wantedKey(name, spec),
        container,
      }),
  ],
  [
    /runAsNonRoot and image (?:will run as root|has non-numeric user)/,
    () =>
      aProblem('SpecInvalid', {
        field: 'spec.securityContext.runAsNonRoot',
        why: 'forbids root, and the image runs as root',
      }),
  ],
];

/** What it means that a container cannot be set up, by what kubelet says. */
export function readConfigFailure(message: string, missing: Missing): Problem {
  for (const [pattern, read] of READINGS) {
    const found = pattern.exec(message);
    if (found) {
      return read(found, missing);
    }
  }
  return otherProblem(message);
}
