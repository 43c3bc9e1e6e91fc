import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  buildImage,
  buildProgramImage,
  buildTar,
  pushImage,
} from './realNodeImages';

describe('images', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'one-click-image-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it.each([0, 1, 511, 512, 513, 100_000])(
    'hold a program of %d bytes as tar reads it',
    async size => {
      const content = Buffer.alloc(size, 'x');
      const archive = join(folder, 'layer.tar');
      await writeFile(archive, buildTar([{ name: 'app', content }]));
      const listed = execFileSync('tar', ['-tvf', archive]).toString();
      expect(listed).toMatch(/^-rwxr-xr-x 0\/0 .* app\n$/);
      const read = execFileSync('tar', ['-xOf', archive, 'app']);
      expect(read.equals(content)).toBe(true);
    },
  );

  it('run their one program as nobody', async () => {
    const path = join(folder, 'program');
    await writeFile(path, '#!/bin/sh\n');
    const { blobs, manifest } = await buildProgramImage({ path, name: 'app' });
    const [layer, config] = blobs;
    expect(JSON.parse(String(config?.content))).toMatchObject({
      os: 'linux',
      config: { Entrypoint: ['/app'], User: '65534' },
      rootfs: { diff_ids: [layer?.digest] },
    });
    expect(JSON.parse(manifest)).toMatchObject({
      schemaVersion: 2,
      config: { digest: config?.digest, size: config?.content.length },
      layers: [{ digest: layer?.digest, size: layer?.content.length }],
    });
  });

  it('hold every file of each layer, and their variables', async () => {
    const content = Buffer.from('#!/bin/sh\n');
    const { blobs, manifest } = buildImage({
      layers: [
        [
          { name: 'lib/a', content },
          { name: 'lib/b', content },
        ],
        [{ name: 'app/main', content }],
      ],
      entrypoint: ['/lib/a', '/app/main'],
      env: ['NAME=value'],
    });

    expect(JSON.parse(manifest).layers).toHaveLength(2);
    const [libraries, , config] = blobs;
    expect(JSON.parse(String(config?.content)).config).toMatchObject({
      Entrypoint: ['/lib/a', '/app/main'],
      Env: ['NAME=value'],
    });
    const archive = join(folder, 'layer.tar');
    await writeFile(archive, libraries?.content ?? '');
    expect(execFileSync('tar', ['-tf', archive]).toString()).toBe(
      'lib/a\nlib/b\n',
    );
  });

  it('say what a registry refuses', async () => {
    const server = createServer(async (request, response) => {
      await buffer(request);
      response.writeHead(401).end('who are you?');
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const registry = `127.0.0.1:${port}`;
    const path = join(folder, 'program');
    await writeFile(path, '');
    const image = await buildProgramImage({ path, name: 'app' });
    await expect(
      pushImage(image, { registry, repository: 'app', tag: '1' }),
    ).rejects.toThrow(
      `POST http://${registry}/v2/app/blobs/uploads/: 401 who are you?`,
    );
    server.close();
  });
});
