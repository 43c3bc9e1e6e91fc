import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from '../../scripts/bundleProgram';

describe('the operator program', () => {
  it('holds neither Backstage nor zod', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'operator-bundle-'));
    const { inputs } = await bundleProgram(join(folder, 'main.js'));
    await rm(folder, { recursive: true });
    const files = Object.keys(inputs);

    expect(files).toContain('src/program/main.ts');
    expect(
      files.filter(file => /node_modules\/(@backstage|zod)\//.test(file)),
    ).toEqual([]);
  });
});
