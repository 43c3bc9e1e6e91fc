import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseGuardRails } from './parseGuardRails';
import { readGuardRails } from './readGuardRails';

describe('parseGuardRails', () => {
  it('takes every list, and leaves out those that are absent', () => {
    const rails = {
      registries: ['docker.io', 'ghcr.io/acme', 'registry.local:5000'],
      serviceAccounts: ['web-*'],
      ingressClasses: ['', 'nginx'],
      ingressAnnotations: ['cert-manager.io/*'],
      storageClasses: [''],
    };

    expect(parseGuardRails(JSON.stringify(rails))).toEqual(rails);
    expect(parseGuardRails('{}')).toEqual({});
  });

  it.each([
    { text: 'registries: [docker.io]', says: 'not JSON' },
    { text: '[]', says: 'not an object' },
    { text: '{"registry": []}', says: "no guard rail 'registry', only" },
    { text: '{"registries": "docker.io"}', says: "'registries' is not a list" },
    { text: '{"registries": [1]}', says: "'registries' holds 1: write text" },
    { text: '{"registries": ["acme"]}', says: "'acme' in 'registries'" },
    { text: '{"registries": ["https://ghcr.io"]}', says: 'is no registry' },
    { text: '{"registries": ["ghcr.io/*"]}', says: "such as 'ghcr.io/acme'" },
    { text: '{"serviceAccounts": [""]}', says: 'an empty text' },
    { text: '{"serviceAccounts": ["a*b"]}', says: "a '*' before its end" },
  ])('refuses $text and says why', ({ text, says }) => {
    expect(() => parseGuardRails(text)).toThrow(says);
  });
});

describe('readGuardRails', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guard-rails-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('names the file in what it says', async () => {
    const file = join(folder, 'rails.json');
    await writeFile(file, '{"registry": []}');

    await expect(readGuardRails(file)).rejects.toThrow(
      `Cannot use the guard rails of '${file}': there is no guard rail 'registry'`,
    );
    await expect(readGuardRails(join(folder, 'none'))).rejects.toThrow(
      'ENOENT',
    );
  });
});
