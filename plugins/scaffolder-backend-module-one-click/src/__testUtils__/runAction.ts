import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';

/** How a test runs an action. */
export interface ActionRun<TInput extends JsonObject> {
  readonly input: TInput;
  readonly isDryRun?: boolean;
  readonly signal?: AbortSignal;
  readonly credentials?: BackstageCredentials;
}

/** Runs an action once and gives back what it put out and logged. */
export async function runAction<
  TInput extends JsonObject,
  TOutput extends JsonObject,
>(action: TemplateAction<TInput, TOutput>, run: ActionRun<TInput>) {
  const output = new Map<string, unknown>();
  const log: string[] = [];
  const context = createMockActionContext<TInput, TOutput>({
    input: run.input,
    task: { id: 'task-1' },
  });
  const { credentials } = run;
  const logger = Object.create(context.logger, {
    info: { value: (message: string) => log.push(message) },
  });
  await action.handler({
    ...context,
    logger,
    output: (name: keyof TOutput, value: unknown) => {
      output.set(String(name), value);
    },
    ...(credentials && { getInitiatorCredentials: async () => credentials }),
    ...(run.isDryRun && { isDryRun: true }),
    ...(run.signal && { signal: run.signal }),
  } as ActionContext<TInput, TOutput>);
  return { output: Object.fromEntries(output), log };
}
