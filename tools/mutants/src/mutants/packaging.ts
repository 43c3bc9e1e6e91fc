import type { Mutant } from '../Mutant';

const ROLLOUTS = 'plugins/one-click-operator/src/rollouts';

/** Specs that slip past their CRD: mode 25. */
export const PACKAGING_MUTANTS: readonly Mutant[] = [
  {
    mode: 25,
    name: 'hands on an amount that the API server fails at',
    file: `${ROLLOUTS}/findNoQuantities.ts`,
    find: '!isQuantity(value)',
    replace: 'value === undefined && !isQuantity(value)',
    test: {
      file: `${ROLLOUTS}/findNoQuantities.test.ts`,
      name: 'finds one in ',
    },
  },
  {
    mode: 25,
    name: 'writes two children of one name in turns',
    file: `${ROLLOUTS}/findTwins.ts`,
    find: 'names.indexOf(name) < index',
    replace: 'names.indexOf(name) > index',
    test: {
      file: `${ROLLOUTS}/findTwins.test.ts`,
      name: 'finds names that a list has twice, and says where',
    },
  },
  {
    mode: 25,
    name: 'tells of a port by the field of a child',
    file: `${ROLLOUTS}/findMisfits.ts`,
    find: 'value < 1 || value > LAST_PORT',
    replace: 'false',
    test: {
      file: `${ROLLOUTS}/findMisfits.test.ts`,
      name: 'finds the one in spec.interfaces[0].port',
    },
  },
  {
    mode: 25,
    name: 'makes names that are too long',
    file: `${ROLLOUTS}/findMisfits.ts`,
    find: 'child.length > most',
    replace: 'child.length > 10 * most',
    test: {
      file: `${ROLLOUTS}/findMisfits.test.ts`,
      name: 'finds the one in spec.cronjobs[0].name',
    },
  },
];
