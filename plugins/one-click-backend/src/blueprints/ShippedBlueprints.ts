import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { blueprintSchema } from '@one-click/backstage-plugin-one-click-common';
import type { Blueprint } from '@one-click/backstage-plugin-one-click-common';
import { parse } from 'yaml';
import { parseDraft } from '../saving/parseDraft';
import type { BlueprintService } from './BlueprintService';

const SHIPPED = resolvePackagePath(
  '@one-click/backstage-plugin-one-click-backend',
  'blueprints',
);

/** The blueprints that come with this package, one YAML file each. */
export class ShippedBlueprints implements BlueprintService {
  readonly #blueprints: readonly Blueprint[];

  /** Reads and checks them all; throws InputError with the file's name for one that could not be deployed. */
  static create(options: { readonly directory?: string } = {}) {
    const { directory = SHIPPED } = options;
    const files = readdirSync(directory).filter(file => file.endsWith('.yaml'));
    return new ShippedBlueprints(
      files.sort().map(file => readBlueprint(join(directory, file))),
    );
  }

  private constructor(blueprints: readonly Blueprint[]) {
    this.#blueprints = blueprints;
  }

  list(): readonly Blueprint[] {
    return this.#blueprints;
  }
}

function readBlueprint(file: string): Blueprint {
  try {
    const blueprint = blueprintSchema.parse(parse(readFileSync(file, 'utf8')));
    return { ...blueprint, spec: parseDraft(blueprint) };
  } catch (error) {
    throw new InputError(`Blueprint '${file}' cannot be deployed`, error);
  }
}
