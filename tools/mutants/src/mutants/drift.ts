import type { Mutant } from '../Mutant';

const SRC = 'plugins/one-click-operator/src';
const APPLY = `${SRC}/apply`;
const DRIFT = `${APPLY}/drift.cluster.test.ts`;

/** What others do to our objects: modes 14, 15, 20, 22 and 24. */
export const DRIFT_MUTANTS: readonly Mutant[] = [
  {
    mode: 14,
    name: 'writes over what somebody else has put in the place of ours',
    file: `${APPLY}/ChildWriter.ts`,
    find: '? { uid: live.metadata.uid }',
    replace: '? {}',
    test: {
      file: `${APPLY}/lag.cluster.test.ts`,
      name: 'never takes over what somebody else has put in the place of ours',
    },
  },
  {
    mode: 15,
    name: 'takes a child for right whatever somebody has changed',
    file: `${SRC}/rollouts/ChildApplier.ts`,
    find: 'live.facts.fingerprint === wish.fingerprint ||',
    replace: 'live.facts !== undefined ||',
    test: {
      file: DRIFT,
      name: 'is put right once when it is changed where it is ours',
    },
  },
  {
    mode: 20,
    name: 'gives way to whoever forces its own value',
    file: `${APPLY}/ChildWriter.ts`,
    find: '{ fieldManager: OPERATOR_MANAGER, force: true },',
    replace: '{ fieldManager: OPERATOR_MANAGER, force: false },',
    test: {
      file: DRIFT,
      name: 'is taken back when another manager forces its own value',
    },
  },
  {
    mode: 20,
    name: 'writes against another controller without end',
    file: `${APPLY}/Contests.ts`,
    find: 'if (contest.corrections.length < MAX_CORRECTIONS) {',
    replace: 'if (contest.corrections.length >= 0) {',
    test: {
      file: DRIFT,
      name: 'is put right ever less often when another controller keeps changing it',
    },
  },
  {
    mode: 22,
    name: 'asks for a claim that is smaller than it is',
    file: `${APPLY}/claimSize.ts`,
    find: 'compareQuantities(size, has) < 0',
    replace: 'compareQuantities(size, has) < -1',
    test: {
      file: `${APPLY}/claims.cluster.test.ts`,
      name: 'a volume that left and comes back smaller does not shrink, for which not even a request is made',
    },
  },
  {
    mode: 24,
    name: 'takes a webhook that is away for trouble of the server',
    file: `${SRC}/rollouts/refusal.ts`,
    find: '(!error.retriable || WEBHOOK_AWAY.test(error.message))',
    replace: '!error.retriable',
    test: {
      file: `${APPLY}/webhooks.cluster.test.ts`,
      name: 'that does not answer holds up its children until it does',
    },
  },
];
