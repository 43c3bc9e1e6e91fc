import { canHaveRealNode } from './realNodeSupport';

/**
 * Gives the `describe` of tests that need a real node. Where this machine can
 * have none they are skipped; which of the two happens is said, with the reason.
 */
export function describeOnRealNode(): jest.Describe {
  const support = canHaveRealNode();
  const outcome = support.ok ? 'run' : `are skipped, ${support.reason}`;
  process.stderr.write(`Tests on a real node ${outcome}\n`);
  return support.ok ? describe : describe.skip;
}
