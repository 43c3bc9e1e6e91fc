import {
  checkAnswers,
  renderTemplate,
  tryBlueprint,
} from '@one-click/backstage-plugin-one-click-common';
import type {
  BlueprintParameter,
  FieldError,
  ParameterValues,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { UnacceptableError } from '../errors';
import { parseDraft } from '../saving/parseDraft';

/** What a version asks and makes. */
export interface VersionContent {
  readonly parameters: readonly BlueprintParameter[];
  readonly template: RolloutSpecInput;
}

/** Names made from that of a rollout are not what is judged here. */
const SAMPLE_NAME = 'sample';

/** Throws UnacceptableError, which names each field at fault, for a version that nobody could deploy, or that holds a secret. */
export function requireDeployable(content: VersionContent): void {
  const tried = tryBlueprint(content);
  if (!tried.ok) {
    throw new UnacceptableError(tried.errors);
  }
  const { spec } = tried;
  inTemplate(() => parseDraft({ name: SAMPLE_NAME, spec }));
}

/** The spec that some answers make. Throws UnacceptableError, which names the parameter at fault. */
export function renderVersion(
  { parameters, template }: VersionContent,
  values: ParameterValues,
): RolloutSpecInput {
  const answers = requireAnswers(parameters, values);
  const rendered = renderTemplate({ template, parameters, answers });
  if (!rendered.ok) {
    throw new UnacceptableError(rendered.errors);
  }
  return parseDraft({ name: SAMPLE_NAME, spec: rendered.spec });
}

/** Answers with defaults; secrets may be missing, since they travel on their own. */
export function requireAnswers(
  parameters: readonly BlueprintParameter[],
  values: ParameterValues,
): ParameterValues {
  const asked = parameters.map(parameter =>
    parameter.type === 'secret' ? { ...parameter, required: false } : parameter,
  );
  const checked = checkAnswers(asked, values);
  if (!checked.ok) {
    throw new UnacceptableError(checked.errors);
  }
  return checked.answers;
}

/** Errors of a spec, told of the template that it was made from. */
function inTemplate<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof UnacceptableError
      ? new UnacceptableError(error.fields.map(toTemplateError))
      : error;
  }
}

function toTemplateError({ path, message }: FieldError): FieldError {
  return { path: path.replace(/^spec\b/, 'template'), message };
}
