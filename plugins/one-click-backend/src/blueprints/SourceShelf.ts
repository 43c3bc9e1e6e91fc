import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  blueprintParametersSchema,
  nameSchema,
  specSchema,
} from '@one-click/backstage-plugin-one-click-common';
import type {
  BlueprintSource,
  SourcedBlueprint,
} from '@one-click/backstage-plugin-one-click-node';
import { z } from 'zod';
import type { CatalogueEntry } from './CatalogueEntry';
import { requireDeployable } from './content';
import { SHIPPED } from './ShippedBlueprints';

/** A source is asked again after this. */
const FRESH_MS = 60_000;

const sourcedSchema = z.object({
  name: nameSchema,
  title: z.string().min(1),
  summary: z.string().default(''),
  readme: z.string().default(''),
  version: z.number().int().min(1),
  notes: z.string().default(''),
  parameters: blueprintParametersSchema.default([]),
  template: specSchema,
});

export interface SourceShelfOptions {
  readonly sources: readonly BlueprintSource[];
  readonly logger: Pick<LoggerService, 'warn'>;
  readonly now: () => number;
}

/** What sources give, checked, by name; what they gave last while they are away. */
export class SourceShelf {
  readonly #options: SourceShelfOptions;
  readonly #held = new Map<string, Promise<readonly CatalogueEntry[]>>();
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SourceShelfOptions) {
    this.#options = options;
  }

  async list(): Promise<readonly CatalogueEntry[]> {
    const { sources, now } = this.#options;
    if (now() - this.#askedAt >= FRESH_MS) {
      this.#askedAt = now();
      for (const source of sources) {
        const before = this.#held.get(source.id) ?? Promise.resolve([]);
        this.#held.set(source.id, this.#ask(source, before));
      }
    }
    const entries = await Promise.all(this.#held.values());
    return entries
      .flat()
      .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  }

  async #ask(
    source: BlueprintSource,
    before: Promise<readonly CatalogueEntry[]>,
  ): Promise<readonly CatalogueEntry[]> {
    try {
      const given = await source.listBlueprints();
      return given.flatMap(blueprint => this.#check(source.id, blueprint));
    } catch (error) {
      this.#options.logger.warn(
        `The blueprint source '${
          source.id
        }' does not answer; what it gave last stays: ${toError(error).message}`,
      );
      return before;
    }
  }

  #check(source: string, given: SourcedBlueprint): readonly CatalogueEntry[] {
    try {
      return [toEntry(source, given)];
    } catch (error) {
      this.#options.logger.warn(
        `Blueprint '${
          given.name
        }' of the source '${source}' is left out, since it cannot be deployed: ${
          toError(error).message
        }`,
      );
      return [];
    }
  }
}

/** A sourced blueprint as the catalogue has it. Throws where it cannot be deployed. */
export function toEntry(
  source: string,
  given: SourcedBlueprint,
): CatalogueEntry {
  const blueprint = sourcedSchema.parse(given);
  const { parameters, template, version: number, notes } = blueprint;
  requireDeployable({ parameters, template });
  const name =
    source === SHIPPED ? blueprint.name : `${source}--${blueprint.name}`;
  return {
    kind: 'sourced',
    name: nameSchema.parse(name),
    title: blueprint.title,
    summary: blueprint.summary,
    readme: blueprint.readme,
    visibility: 'portal',
    source,
    newest: number,
    version: { number, notes, parameters, template },
  };
}
