import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ShippedBlueprints } from './ShippedBlueprints';

describe('the shipped blueprints', () => {
  const blueprints = ShippedBlueprints.create().list();

  it('are a small set for the common cases', () => {
    expect(blueprints.map(({ name }) => name)).toEqual([
      'node-red',
      'postgres',
      'redis',
      'web-service',
      'worker',
    ]);
  });

  it.each(blueprints)('$name names an image and its version', ({ spec }) => {
    expect(spec.image.tag).toMatch(/^\d/);
    expect(spec.secrets).toBeUndefined();
  });

  it('are refused with the name of the file that could not be deployed', () => {
    const directory = mkdtempSync(join(tmpdir(), 'blueprints-'));
    writeFileSync(
      join(directory, 'bad.yaml'),
      'name: bad\ntitle: Bad\nsummary: ""\nversion: 1\nspec: { replicas: 1 }\n',
    );

    expect(() => ShippedBlueprints.create({ directory })).toThrow(
      /bad\.yaml' cannot be deployed.*spec\.image/,
    );
  });
});
