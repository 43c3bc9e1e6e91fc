import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ShippedBlueprints } from './ShippedBlueprints';
import { toEntry } from './SourceShelf';

const DIRECTORY = resolve(__dirname, '../../blueprints');

describe('the shipped blueprints', () => {
  it('M16 are ten useful ones, all of which can be deployed', async () => {
    const blueprints = await ShippedBlueprints.create().listBlueprints();
    const entries = blueprints.map(each => toEntry('shipped', each));

    expect(entries.map(({ name }) => name)).toEqual([
      'gitea',
      'grafana',
      'n8n',
      'nginx',
      'node-red',
      'pocketbase',
      'postgres',
      'redis',
      'uptime-kuma',
      'vaultwarden',
    ]);
    expect(blueprints.every(({ readme }) => readme)).toBe(true);
  });

  it.each(readdirSync(DIRECTORY))(
    '%s says where its facts are from, and that its image was not run',
    file => {
      const text = readFileSync(join(DIRECTORY, file), 'utf8');

      expect(text).toMatch(/^# https:\/\//);
      expect(text).toContain('# Not run with its real image here');
    },
  );

  it('are refused with the name of the file that is no YAML', () => {
    const directory = mkdtempSync(join(tmpdir(), 'blueprints-'));
    writeFileSync(join(directory, 'bad.yaml'), 'name: [bad\n');

    expect(() => ShippedBlueprints.create({ directory })).toThrow(
      /bad\.yaml' cannot be read/,
    );
  });
});
