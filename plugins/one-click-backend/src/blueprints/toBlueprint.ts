import {
  answersJsonSchema,
  defaultAnswers,
  renderTemplate,
} from '@one-click/backstage-plugin-one-click-common';
import type {
  Blueprint,
  BlueprintVersion,
  BlueprintVersionDetail,
} from '@one-click/backstage-plugin-one-click-common';
import type { Caller } from '../access';
import { isOwner } from './BlueprintCatalogue';
import type { CatalogueEntry, CatalogueVersion } from './CatalogueEntry';

/** A blueprint as lists tell it. */
export function toBlueprint(
  entry: CatalogueEntry,
  seen: {
    readonly newest: CatalogueVersion;
    readonly caller: Caller;
    readonly isSubscribed: boolean;
  },
): Blueprint {
  const { newest, caller, isSubscribed } = seen;
  const { name, title, summary, visibility } = entry;
  return {
    name,
    title,
    summary,
    version: newest.number,
    spec: startOf(newest),
    parameters: [...newest.parameters],
    visibility,
    ...(entry.kind === 'stored'
      ? { owner: entry.owner, changedAt: entry.changedAt }
      : { source: entry.source }),
    isMine: entry.kind === 'stored' && isOwner(caller, entry),
    isSubscribed,
  };
}

/** What a form starts with before anything is asked: questions without a default leave their fields out. */
function startOf({ parameters, template }: CatalogueVersion) {
  const answers = defaultAnswers(parameters);
  const rendered = renderTemplate({ template, parameters, answers });
  return rendered.ok ? rendered.spec : template;
}

/** A version without what it makes. */
export function toBlueprintVersion(
  version: CatalogueVersion,
): BlueprintVersion {
  const { number, notes, createdAt, createdBy } = version;
  return {
    number,
    notes,
    ...(createdAt && { createdAt }),
    ...(createdBy && { createdBy }),
  };
}

/** A version with what it asks and makes. */
export function toVersionDetail(
  version: CatalogueVersion,
): BlueprintVersionDetail {
  return {
    ...toBlueprintVersion(version),
    parameters: [...version.parameters],
    template: version.template,
    schema: answersJsonSchema(version.parameters),
  };
}
