import type { Mutant } from '../Mutant';

const SRC = 'plugins/one-click-operator/src';
const APPLY = `${SRC}/apply`;
const FORMS = `${APPLY}/forms.cluster.test.ts`;

/** Server-side apply: modes 17 to 23. */
export const APPLY_MUTANTS: readonly Mutant[] = [
  {
    mode: 17,
    name: 'applies what is as it should be',
    file: `${SRC}/rollouts/ChildApplier.ts`,
    find: 'if (live && this.#isAsWished(key, wish, live)) {',
    replace: 'if (live && key === wish.fingerprint) {',
    test: {
      file: FORMS,
      name: 'is written once, and then at rest: ports by name, number and share (Deployment)',
    },
  },
  {
    mode: 18,
    name: 'takes another spelling of an amount for another amount',
    file: `${APPLY}/canonicalText.ts`,
    find: 'isQuantity(value)) {',
    replace: 'value === undefined) {',
    test: {
      file: `${APPLY}/canonicalText.test.ts`,
      name: 'takes for the same: a limit of ',
    },
  },
  {
    mode: 18,
    name: 'takes an empty text for something',
    file: `${APPLY}/canonicalText.ts`,
    find: "value === null || value === ''",
    replace: 'value === null',
    test: {
      file: `${APPLY}/canonicalText.test.ts`,
      name: 'takes for the same: an empty text and absent',
    },
  },
  {
    mode: 18,
    name: 'takes a port without a protocol for another port',
    file: `${APPLY}/ownedFields.ts`,
    find: '(item[name] ?? KEY_DEFAULTS[name]) === value',
    replace: 'item[name] === value',
    test: {
      file: `${APPLY}/ownedFields.test.ts`,
      name: 'finds a port that names no protocol under the one it gets',
    },
  },
  {
    mode: 19,
    name: 'writes again and again what never comes out as it was sent',
    file: `${APPLY}/SettledForms.ts`,
    find: 'settled !== undefined &&',
    replace: 'settled === undefined &&',
    test: {
      file: FORMS,
      name: 'is written once, and then at rest: an address that is given out (Service)',
    },
  },
  {
    mode: 21,
    name: 'leaves children alone that the rollout no longer asks for',
    file: `${SRC}/rollouts/pruneChildren.ts`,
    find: '.filter(child => mayGo(child, rollout));',
    replace: '.filter(child => !mayGo(child, rollout));',
    test: {
      file: `${SRC}/rollouts/prune.cluster.test.ts`,
      name: 'go when the rollout no longer asks for them, and fields with them',
    },
  },
  {
    mode: 23,
    name: 'resets the number of instances when an autoscaler takes over',
    file: `${APPLY}/handOver.ts`,
    find: 'letsGo ? pausedReplicas(live) : 0',
    replace: 'letsGo ? 0 : 0',
    test: {
      file: `${APPLY}/handOver.test.ts`,
      name: 'holds the number when an autoscaler takes over',
    },
  },
  {
    mode: 23,
    name: 'lets the scale of an autoscaled rollout fall to one, on a real cluster',
    file: `${APPLY}/handOver.ts`,
    find: 'letsGo ? pausedReplicas(live) : 0',
    replace: 'letsGo ? 0 : 0',
    test: {
      file: `${SRC}/rollouts/scale.cluster.test.ts`,
      name: 'stays when an autoscaler takes over, and when it lets go',
    },
  },
];
