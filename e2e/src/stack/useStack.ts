import { createProgress } from '@one-click/portal';
import type { Progress } from '@one-click/portal';
import { Visitor } from '../browser/Visitor';
import type { VisitorOptions } from '../browser/Visitor';
import { keepEvidence } from './keepEvidence';
import { startStack } from './startStack';
import type { Stack } from './startStack';

// A first run builds Kubernetes and the pages.
const START_TIMEOUT_MS = 20 * 60_000;
const STOP_TIMEOUT_MS = 60_000;
const STEP_TIMEOUT_MS = 180_000;

/** The stack of a test file; there from the first `beforeAll` on. */
export interface StackInTest {
  readonly stack: Stack;
  /** A person with a browser window; it closes by itself at the end. */
  visitor(
    options?: Pick<VisitorOptions, 'theme' | 'viewport'>,
  ): Promise<Visitor>;
  /**
   * One step of a story whose steps build on each other. What the visitors saw
   * is kept where it fails, and the steps after it then fail at once.
   */
  step(name: string, run: () => Promise<void>): void;
}

/** Call once at the top of a test file: starts the stack before, and ends it after. */
export function useStack(): StackInTest {
  let stack: Stack | undefined;
  let failedStep: string | undefined;
  const visitors: Visitor[] = [];
  const current = () => {
    if (!stack) {
      throw new Error('The stack is there only once tests run');
    }
    return stack;
  };

  beforeAll(async () => {
    stack = await startStack(progressOnStderr());
  }, START_TIMEOUT_MS);

  afterAll(() => stack?.stop(), STOP_TIMEOUT_MS);

  return {
    get stack() {
      return current();
    },
    async visitor(options = {}) {
      const { browser, portal } = current();
      const visitor = await Visitor.arrive({
        ...options,
        browser,
        url: portal.url,
      });
      visitors.push(visitor);
      return visitor;
    },
    step(name, run) {
      it(
        name,
        async () => {
          if (failedStep) {
            throw notTried(failedStep);
          }
          try {
            await run();
          } catch (error) {
            failedStep = name;
            await keepEvidence({ name, visitors, portal: stack?.portal });
            throw error;
          }
        },
        STEP_TIMEOUT_MS,
      );
    },
  };
}

/** Its place in our code says nothing; without a stack, reports stay short. */
function notTried(failedStep: string): Error {
  const error = new Error(`Not tried, because '${failedStep}' failed`);
  error.stack = error.message;
  return error;
}

/** Jest buffers what is logged; people shall see what takes so long. */
function progressOnStderr(): Progress {
  return createProgress(text => process.stderr.write(text));
}
