import type { BlueprintOrigin } from '@one-click/backstage-plugin-one-click-common';
import type { Caller } from '../access';
import { UnacceptableError } from '../errors';
import type { BlueprintCatalogue } from './BlueprintCatalogue';
import { requireAnswers } from './content';

/**
 * What is kept of the blueprint that a new rollout names. Throws
 * UnacceptableError where the caller may not deploy it, there is no such
 * version, or an answer does not fit; answers to secret questions are dropped.
 */
export async function toOrigin(
  catalogue: BlueprintCatalogue,
  request: { readonly caller: Caller; readonly origin: BlueprintOrigin },
): Promise<BlueprintOrigin> {
  const { caller, origin } = request;
  const { name, version: number } = origin;
  const entry = await catalogue.find(caller, name);
  if (!entry) {
    throw new UnacceptableError([
      {
        path: 'blueprint.name',
        message: `'${name}' is no blueprint that you may deploy: choose another one, or ask its owner for a link`,
      },
    ]);
  }
  const { parameters } = await catalogue.version(entry, number);
  const answers = inBlueprint(() =>
    requireAnswers(parameters, origin.parameters),
  );
  const secrets = new Set(
    parameters.filter(({ type }) => type === 'secret').map(each => each.name),
  );
  const kept = Object.entries(answers).filter(([key]) => !secrets.has(key));
  return { name, version: number, parameters: Object.fromEntries(kept) };
}

function inBlueprint<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof UnacceptableError
      ? new UnacceptableError(
          error.fields.map(({ path, message }) => ({
            path: `blueprint.${path}`,
            message,
          })),
        )
      : error;
  }
}
