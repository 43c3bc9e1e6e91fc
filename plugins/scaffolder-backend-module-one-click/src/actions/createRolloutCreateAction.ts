import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { OneClickApi } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { rolloutSpecSchema } from '@one-click/backstage-plugin-one-click-common/v1alpha1/schema';
import type { OneClickService } from '@one-click/backstage-plugin-one-click-node';
import { buildSpec } from '../buildSpec';
import { rolloutPath } from '../rolloutPath';
import { describeFields, toStepError } from '../toStepError';
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
      const { project, name, title, entityRef } = ctx.input;
      const spec = buildSpec(ctx.input);
      const api = options.oneClick.actAs(await ctx.getInitiatorCredentials());
      ctx.output('project', project);
      ctx.output('name', name);
      ctx.output('path', rolloutPath({ project, name }));

      if (ctx.isDryRun) {
        await rehearse(spec, { api, project });
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
      ctx.logger.info(`Created rollout '${name}' in '${project}'`);
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
  { api, project }: { api: OneClickApi; project: string },
): Promise<void> {
  const { error } = rolloutSpecSchema.safeParse(spec);
  if (error) {
    const fields = error.issues.map(({ path, message }) => ({
      path: ['spec', ...path].join('.'),
      message,
    }));
    throw new InputError(describeFields('The rollout is not valid', fields));
  }
  await api.getProject(project);
}
