import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { OneClickApi } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { parseRolloutSpec } from '@one-click/backstage-plugin-one-click-common/v1alpha1/schema';
import type { OneClickService } from '@one-click/backstage-plugin-one-click-node';
import { buildSpec } from '../buildSpec';
import { rolloutPath } from '../rolloutPath';
import { createStepError, describeFields, toStepError } from '../stepError';
import { rolloutCreateExamples } from './rolloutCreateExamples';
import { rolloutCreateSchema } from './rolloutCreateSchema';

/**
 * The action `one-click:rollout:create`: creates a rollout as the person who
 * runs the template. A task that runs again after it was cut off creates
 * nothing twice. A dry run checks the fields and that the project is there.
 */
export function createRolloutCreateAction(options: {
  readonly oneClick: OneClickService;
}) {
  return createTemplateAction({
    id: 'one-click:rollout:create',
    description:
      'Creates a rollout in a project, as whoever runs the template. Does not wait until it runs; one-click:rollout:wait does.',
    supportsDryRun: true,
    examples: rolloutCreateExamples,
    schema: rolloutCreateSchema,
    async handler(ctx) {
      const { project, name, title } = ctx.input;
      // Forms send an empty text for what was left out.
      const entityRef = ctx.input.entityRef || undefined;
      const spec = buildSpec(ctx.input);
      const api = options.oneClick.actAs(await ctx.getInitiatorCredentials());
      ctx.output('project', project);
      ctx.output('name', name);
      ctx.output('path', rolloutPath({ project, name }));

      if (ctx.isDryRun) {
        await rehearse(spec, { api, project, name });
        ctx.logger.info(`Would create rollout '${name}' in '${project}'`);
        return;
      }
      const revision = await ctx.checkpoint({
        key: `one-click.rollout.create.${project}.${name}`,
        fn: () =>
          create(api, {
            project,
            rollout: { name, title, entityRef, spec, via: 'template' },
            idempotencyKey: `template-${ctx.task.id}-${project}-${name}`,
          }),
      });
      ctx.logger.info(
        `Created rollout '${name}' in '${project}': ${rolloutPath(ctx.input)}`,
      );
      ctx.output('revision', revision);
    },
  });
}

interface Creation {
  readonly project: string;
  readonly rollout: Parameters<OneClickApi['createRollout']>[1];
  /** The task's own, so that a second run of it is the same creation. */
  readonly idempotencyKey: string;
}

async function create(api: OneClickApi, creation: Creation): Promise<number> {
  const { project, rollout, idempotencyKey } = creation;
  try {
    const saved = await api.createRollout(project, rollout, { idempotencyKey });
    return saved.rollout.revision.number;
  } catch (error) {
    throw toStepError(error);
  }
}

async function rehearse(
  spec: RolloutSpecInput,
  where: { api: OneClickApi; project: string; name: string },
): Promise<void> {
  const { api, project, name } = where;
  const parsed = parseRolloutSpec(spec, { name });
  if (!parsed.ok) {
    const fields = parsed.errors.map(({ path, message }) => ({
      // A path of nothing is the name's.
      path: path.length === 0 ? 'name' : pathText(['spec', ...path]),
      message,
    }));
    throw createStepError(
      describeFields('The rollout is not valid', fields),
      'InputError',
    );
  }
  try {
    await api.getProject(project);
  } catch (cause) {
    throw toStepError(cause);
  }
}

function pathText(path: readonly (string | number)[]): string {
  return path
    .map(step => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}
