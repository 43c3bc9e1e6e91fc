import { setTimeout as delay } from 'node:timers/promises';
import type { FaultProxy, FaultRule } from '@one-click/devcluster';
import type { Random } from './Random';

/** How long nothing gets through when the network parts. */
const PARTITION_MS = 60_000;

interface Fault {
  readonly name: string;
  /** How often, compared with the others. */
  readonly weight: number;
  readonly rules: (random: Random) => readonly FaultRule[];
  readonly lastsMs: (random: Random) => number;
}

const briefly = (random: Random) => random.between(200, 3_000);

const FAULTS: readonly Fault[] = [
  {
    name: 'reset of watches',
    weight: 3,
    rules: () => [{ path: /watch=true/, fault: 'reset' }],
    lastsMs: () => 0,
  },
  {
    name: 'reset of writes',
    weight: 3,
    rules: random => [
      { method: 'PATCH', times: random.between(1, 10), fault: 'reset' },
    ],
    lastsMs: briefly,
  },
  {
    name: 'answers of writes cut off',
    weight: 3,
    rules: random => [
      {
        method: 'PATCH',
        times: random.between(1, 5),
        fault: 'cut',
        afterBytes: 20,
      },
    ],
    lastsMs: briefly,
  },
  {
    name: '410 on all kinds',
    weight: 3,
    rules: () => [
      {
        path: /watch=true/,
        fault: 'errorEvent',
        status: 410,
        reason: 'Expired',
      },
    ],
    lastsMs: () => 0,
  },
  {
    name: '429',
    weight: 3,
    rules: random => [
      {
        times: random.between(1, 30),
        fault: 'status',
        status: 429,
        reason: 'TooManyRequests',
        retryAfterSeconds: 1,
      },
    ],
    lastsMs: briefly,
  },
  {
    name: '500',
    weight: 3,
    rules: random => [
      {
        times: random.between(1, 30),
        fault: 'status',
        status: 500,
        reason: 'InternalError',
      },
    ],
    lastsMs: briefly,
  },
  {
    name: 'latency',
    weight: 3,
    rules: random => [{ fault: 'latency', ms: random.between(50, 2_000) }],
    lastsMs: random => random.between(1_000, 8_000),
  },
  {
    name: 'partition',
    weight: 1,
    rules: () => [{ fault: 'halfOpen' }],
    lastsMs: () => PARTITION_MS,
  },
];

/** Lets one thing after another go wrong between the operator and the API server. */
export class Trouble {
  /** How often each fault befell it. */
  readonly counts = new Map<string, number>();
  readonly #proxy: FaultProxy;
  readonly #random: Random;

  constructor(proxy: FaultProxy, random: Random) {
    this.#proxy = proxy;
    this.#random = random;
  }

  /** How many faults there were. */
  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Causes one fault, and resolves when it is over. */
  async cause(signal: AbortSignal): Promise<void> {
    const choices = FAULTS.flatMap(each => Array(each.weight).fill(each));
    const fault: Fault = this.#random.oneOf(choices);
    this.counts.set(fault.name, (this.counts.get(fault.name) ?? 0) + 1);
    this.#proxy.set(...fault.rules(this.#random));
    try {
      await delay(fault.lastsMs(this.#random), undefined, { signal });
    } finally {
      this.#proxy.clear();
    }
  }
}
