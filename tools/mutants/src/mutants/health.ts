import type { Mutant } from '../Mutant';

const HEALTH = 'plugins/one-click-workload/src/health';
const CONDITIONS_TEST = `${HEALTH}/conditions.test.ts`;

/** What a bad spec is made into, and what the status tells: modes 25 and 26. */
export const HEALTH_MUTANTS: readonly Mutant[] = [
  {
    mode: 25,
    name: 'throws at what is no quantity',
    file: 'plugins/one-click-workload/src/storedQuantity.ts',
    find: 'isQuantity(value) ? formatQuantity(value) : String(value)',
    replace: 'formatQuantity(value)',
    test: {
      file: 'plugins/one-click-workload/src/storedQuantity.test.ts',
      name: 'is built as it is, for the API server to name what is wrong',
    },
  },
  {
    mode: 26,
    name: 'tells the generation it has yet to look at',
    file: `${HEALTH}/conditions.ts`,
    find: 'observedGeneration: facts.observedGeneration,',
    replace: 'observedGeneration: facts.observedGeneration + 1,',
    test: {
      file: CONDITIONS_TEST,
      name: 'hold what they promise after any course of events',
    },
  },
  {
    mode: 26,
    name: 'moves the moment of a condition with each status',
    file: `${HEALTH}/conditions.ts`,
    find: 'isSame ? before.lastTransitionTime : facts.now',
    replace: 'facts.now',
    test: {
      file: CONDITIONS_TEST,
      name: 'keep their moment while only their reason changes',
    },
  },
  {
    mode: 26,
    name: 'lists pods as they come',
    file: `${HEALTH}/originalStatus.ts`,
    find: 'pods.flatMap(({ metadata }) => metadata?.name ?? []).sort()',
    replace: 'pods.flatMap(({ metadata }) => metadata?.name ?? []).reverse()',
    test: {
      file: `${HEALTH}/summarize.test.ts`,
      name: 'is the same in whatever order its objects come',
    },
  },
];
