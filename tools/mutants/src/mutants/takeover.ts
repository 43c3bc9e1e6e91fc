import type { Mutant } from '../Mutant';

const OPERATOR = 'plugins/one-click-operator/src';
const TAKE_OVER = `${OPERATOR}/takeover`;

/** Rollouts made anew, and objects of the Go operator: modes 16 and 33. */
export const TAKE_OVER_MUTANTS: readonly Mutant[] = [
  {
    mode: 16,
    name: 'takes what is left of a former rollout for somebody else’s',
    file: `${OPERATOR}/apply/ownership.ts`,
    find: 'const isFormer = kind === KIND && name === rollout.metadata.name;',
    replace: 'const isFormer = kind === KIND && name === undefined;',
    test: {
      file: `${OPERATOR}/apply/ownership.test.ts`,
      name: 'is on its way out when a rollout of the same name did',
    },
  },
  {
    mode: 33,
    name: 'replaces every instance as it takes over',
    file: `${TAKE_OVER}/planTakeOver.ts`,
    find: 'template !== undefined && isFromSpec(template, finding.rollout);',
    replace: 'template === undefined && isFromSpec({}, finding.rollout);',
    test: {
      file: `${TAKE_OVER}/planTakeOver.test.ts`,
      name: 'leaves the pod template and the number of instances with the Go operator',
    },
  },
  {
    mode: 33,
    name: 'keeps a template that a change of the spec never came to',
    file: `${TAKE_OVER}/isFromSpec.ts`,
    find: 'isDeepStrictEqual(factsOf(template), factsOf(ours)) &&',
    replace: '',
    test: {
      file: `${TAKE_OVER}/planTakeOver.test.ts`,
      name: 'keeps no template that the Go operator had not brought up to date',
    },
  },
  {
    mode: 33,
    name: 'leaves claims and accounts to go with their rollout',
    file: `${TAKE_OVER}/planTakeOver.ts`,
    find: 'ownerReferences.filter(each => !isRollout(each));',
    replace: 'ownerReferences.filter(each => each);',
    test: {
      file: `${TAKE_OVER}/planTakeOver.test.ts`,
      name: 'frees accounts and claims of their rollout',
    },
  },
  {
    mode: 33,
    name: 'overwrites what changed since it read an object',
    file: `${TAKE_OVER}/planTakeOver.ts`,
    find: "{ op: 'test', path, value: resourceVersion },",
    replace: '',
    test: {
      file: `${TAKE_OVER}/planTakeOver.test.ts`,
      name: 'names the version it is for, so that it never overwrites a change',
    },
  },
  {
    mode: 33,
    name: 'misses what carries no labels',
    file: `${TAKE_OVER}/findOwned.ts`,
    find: 'found.push(',
    replace: '[].concat(',
    test: {
      file: `${TAKE_OVER}/TakeOver.test.ts`,
      name: 'finds autoscalers and pull secrets by their owner, since they have no labels',
    },
  },
  {
    mode: 33,
    name: 'gives up an object that the cluster once refused to have changed',
    file: `${TAKE_OVER}/TakeOver.ts`,
    find: 'if (refusals.length > 0) {',
    replace: 'if (refusals.length > 99) {',
    test: {
      file: `${TAKE_OVER}/TakeOver.test.ts`,
      name: 'tells what the cluster holds against an object, and goes on with other rollouts',
    },
  },
  {
    mode: 33,
    name: 'leaves what the old template asked for in the new one',
    file: `${TAKE_OVER}/planTakeOver.ts`,
    find: 'isOriginal: holdsTemplate,',
    replace: 'isOriginal: () => false,',
    test: {
      file: `${TAKE_OVER}/planTakeOver.test.ts`,
      name: 'thaws by taking over the template, so that what it no longer asks for goes',
    },
  },
  {
    mode: 33,
    name: 'takes another program’s annotation away',
    file: `${TAKE_OVER}/originals.ts`,
    find: '(wroteLast && isUpdate(entry)',
    replace: '(isUpdate(entry)',
    test: {
      file: `${TAKE_OVER}/planTakeOver.test.ts`,
      name: 'leaves alone an annotation by another program of that name on an object of ours',
    },
  },
];
