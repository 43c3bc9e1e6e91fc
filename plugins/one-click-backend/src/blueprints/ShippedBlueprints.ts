import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  BlueprintSource,
  SourcedBlueprint,
} from '@one-click/backstage-plugin-one-click-node';
import { parse } from 'yaml';

/** The id of the source that comes with this package; its names have nothing in front. */
export const SHIPPED = 'shipped';

const DIRECTORY = resolvePackagePath(
  '@one-click/backstage-plugin-one-click-backend',
  'blueprints',
);

/** The blueprints that come with this package, one YAML file each; a release that changes one raises its version. */
export class ShippedBlueprints implements BlueprintSource {
  readonly id = SHIPPED;
  readonly #blueprints: readonly SourcedBlueprint[];

  /** Reads them all; throws InputError with the file's name for one that is no YAML. */
  static create(options: { readonly directory?: string } = {}) {
    const { directory = DIRECTORY } = options;
    const files = readdirSync(directory).filter(file => file.endsWith('.yaml'));
    return new ShippedBlueprints(
      files.sort().map(file => readBlueprint(join(directory, file))),
    );
  }

  private constructor(blueprints: readonly SourcedBlueprint[]) {
    this.#blueprints = blueprints;
  }

  async listBlueprints(): Promise<readonly SourcedBlueprint[]> {
    return this.#blueprints;
  }
}

function readBlueprint(file: string): SourcedBlueprint {
  try {
    return parse(readFileSync(file, 'utf8')) as SourcedBlueprint;
  } catch (error) {
    throw new InputError(`Blueprint '${file}' cannot be read`, error);
  }
}
