import {
  compareQuantities,
  formatQuantity,
  isQuantity,
  subtractQuantities,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { aProblem, steadyWords } from './Problem';
import type { Problem } from './Problem';

/** What was refused. */
export interface Refused {
  readonly kind: string;
  readonly name: string;
}

type Reading = (found: RegExpExecArray, refused: Refused) => Problem;

function toAmounts(list: string): ReadonlyMap<string, string> {
  return new Map(
    list.split(',').flatMap(pair => {
      const [name, amount] = pair.trim().split('=');
      return name && isQuantity(amount)
        ? [[name, String(amount)] as const]
        : [];
    }),
  );
}

/** `requests.cpu` and `cpu` are the same to whoever reads the sentence. */
function resourceWord(name: string): string {
  return name.replace(/^requests\./, '');
}

/** `exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2`. */
function readQuota(found: RegExpExecArray): Problem {
  const [, asked = '', used = '', limited = ''] = found;
  const limits = toAmounts(limited);
  const inUse = toAmounts(used);
  for (const [name, need] of toAmounts(asked)) {
    const limit = limits.get(name);
    const free = subtractQuantities(limit ?? 0, inUse.get(name) ?? 0);
    if (limit !== undefined && compareQuantities(need, free) > 0) {
      const isOver = free.nanos < 0n;
      return aProblem('QuotaUsed', {
        need: formatQuantity(need),
        resource: resourceWord(name),
        free: isOver ? '0' : formatQuantity(free),
      });
    }
  }
  return aProblem('QuotaUsed', { need: asked, resource: '', free: '0' });
}

// What admission says in a refusal, whether of a pod or of another object.
const READINGS: readonly (readonly [RegExp, Reading])[] = [
  [
    /exceeded quota: [^,]+, requested: (.+), used: (.+), limited: (\S+)/,
    readQuota,
  ],
  [
    /failed quota: [^:]+: must specify (.+)$/,
    found =>
      aProblem('SpecInvalid', {
        field: 'spec.resources',
        why: `must give ${steadyWords(found[1] ?? '')}`,
      }),
  ],
  [
    /maximum (\S+) usage per (?:Container|Pod) is (\S+), but (?:limit|request) is (\S+?)\.?$/m,
    ([, resource = '', max = '', need = '']) =>
      aProblem('LimitRange', { max: max.replace(/,$/, ''), resource, need }),
  ],
  [
    /violates PodSecurity "([^":]+)[^"]*": (.+)$/,
    ([, level = '', what = '']) =>
      aProblem('PodSecurity', { level, what: steadyWords(what) }),
  ],
  [
    // As ingress-nginx says it.
    /host "([^"]*)" and path "([^"]*)" is already defined in ingress (\S+)/,
    ([, host = '', path = '', owner = '']) =>
      aProblem('HostTaken', { host, path, owner: `Ingress ${owner}` }),
  ],
  [
    /admission webhook "([^"]+)" denied the request(?: without explanation)?:? ?(.*)$/s,
    ([, webhook = '', message = ''], { kind, name }) =>
      aProblem('WebhookDenied', {
        webhook,
        kind,
        name,
        message: steadyWords(message) || 'no reason given',
      }),
  ],
  [
    /ValidatingAdmissionPolicy '([^']+)' with binding '[^']*' denied request: (.*)$/s,
    ([, webhook = '', message = ''], { kind, name }) =>
      aProblem('WebhookDenied', {
        webhook,
        kind,
        name,
        message: steadyWords(message),
      }),
  ],
  [
    /failed calling webhook "([^"]+)"/,
    ([, webhook = '']) => aProblem('WebhookAway', { webhook }),
  ],
];

/** What a refusal by admission means; `undefined` if it does not read like one. */
export function readAdmission(
  message: string,
  refused: Refused,
): Problem | undefined {
  for (const [pattern, read] of READINGS) {
    const found = pattern.exec(message);
    if (found) {
      return read(found, refused);
    }
  }
  return undefined;
}
