import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type {
  OneClickApi,
  Revision,
} from '@one-click/backstage-plugin-one-click-common';
import type { OneClickService } from '@one-click/backstage-plugin-one-click-node';
import type { Clock } from '../Clock';
import { followRevision } from '../followRevision';
import { rolloutPath } from '../rolloutPath';
import { createStepError, toStepError } from '../stepError';
import { rolloutWaitExamples } from './rolloutWaitExamples';
import { rolloutWaitSchema } from './rolloutWaitSchema';

/** Long enough for a large image on a slow node, short enough to watch. */
const DEFAULT_TIMEOUT = { minutes: 5 };

const NO_CAUSE = 'no cause is known; its page may tell more';

/**
 * The action `one-click:rollout:wait`: waits until a revision is healthy, and
 * fails the step with the cause where it failed, was refused or superseded, or
 * took too long. A dry run does not wait.
 */
export function createRolloutWaitAction(options: {
  readonly oneClick: OneClickService;
  readonly clock: Clock;
}) {
  const { oneClick, clock } = options;
  return createTemplateAction({
    id: 'one-click:rollout:wait',
    description:
      'Waits until a rollout runs as its revision says, and fails with the cause where it does not.',
    supportsDryRun: true,
    examples: rolloutWaitExamples,
    schema: rolloutWaitSchema,
    async handler(ctx) {
      const { project, name, timeout = DEFAULT_TIMEOUT } = ctx.input;
      ctx.output('path', rolloutPath({ project, name }));
      if (ctx.isDryRun) {
        ctx.logger.info(`Would wait for rollout '${name}' in '${project}'`);
        return;
      }
      const api = oneClick.actAs(await ctx.getInitiatorCredentials());
      const ref = { project, rollout: name };
      const number = ctx.input.revision ?? (await newestRevision(api, ref));
      const timeoutMs = toMilliseconds(timeout);
      const revision = await followRevision({
        api,
        clock,
        ref,
        revision: number,
        timeoutMs,
        signal: ctx.signal,
        onChange: ({ outcome }) =>
          ctx.logger.info(`Revision ${number} of '${name}': ${outcome}`),
      });
      if (!revision) {
        throw await tooLate(api, { ref, number, timeoutMs });
      }
      assertHealthy(revision, name);
      ctx.output('revision', number);
      ctx.output('outcome', revision.outcome);
    },
  });
}

function toMilliseconds(duration: {
  readonly hours?: number | undefined;
  readonly minutes?: number | undefined;
  readonly seconds?: number | undefined;
}): number {
  const { hours = 0, minutes = 0, seconds = 0 } = duration;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

interface Ref {
  readonly project: string;
  readonly rollout: string;
}

async function newestRevision(api: OneClickApi, ref: Ref): Promise<number> {
  try {
    const { revision } = await api.getRollout(ref);
    return revision.number;
  } catch (error) {
    throw toStepError(error);
  }
}

function assertHealthy(revision: Revision, name: string): void {
  const { number, outcome, problem } = revision;
  const what = `Revision ${number} of '${name}'`;
  if (outcome === 'superseded') {
    throw createStepError(`${what} was superseded by a newer one`);
  }
  if (outcome !== 'healthy') {
    throw createStepError(
      `${what} ${outcome}: ${problem?.sentence ?? NO_CAUSE}`,
    );
  }
}

async function tooLate(
  api: OneClickApi,
  late: { ref: Ref; number: number; timeoutMs: number },
): Promise<Error> {
  const { ref, number, timeoutMs } = late;
  const { health, waiting } = await api.getRollout(ref);
  const cause = waiting.includes(number)
    ? 'it still waits to be applied to its cluster'
    : health.problems[0]?.sentence ?? NO_CAUSE;
  return createStepError(
    `Revision ${number} of '${ref.rollout}' is not healthy after ${
      timeoutMs / 1000
    } s: ${cause}`,
  );
}
