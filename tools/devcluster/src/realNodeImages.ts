import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const LAYER_TYPE = 'application/vnd.oci.image.layer.v1.tar';
const CONFIG_TYPE = 'application/vnd.oci.image.config.v1+json';
const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';

const BLOCK_BYTES = 512;
const NOBODY = 65534;

/** A container image. */
export interface OciImage {
  readonly blobs: readonly OciBlob[];
  readonly manifest: string;
}

interface OciBlob {
  readonly digest: string;
  readonly content: Buffer;
  readonly mediaType: string;
}

/** One file of an image; anyone may read and run it. */
export interface ImageFile {
  /** Where it is inside, without the leading slash. */
  readonly name: string;
  readonly content: Buffer;
}

/** What an image holds, and what its container does. */
export interface ImageOptions {
  /** Files, those that change least first. */
  readonly layers: readonly (readonly ImageFile[])[];
  readonly entrypoint: readonly string[];
  /** Variables as `NAME=value`. */
  readonly env?: readonly string[];
}

/** Builds an image of files and nothing else, whose container runs as nobody. */
export function buildImage(options: ImageOptions): OciImage {
  const { entrypoint, env = [] } = options;
  const layers = options.layers.map(files =>
    buildBlob(LAYER_TYPE, buildTar(files)),
  );
  const config = buildBlob(
    CONFIG_TYPE,
    JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: { Entrypoint: entrypoint, Env: env, User: String(NOBODY) },
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    }),
  );
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: describeBlob(config),
    layers: layers.map(describeBlob),
  });
  return { blobs: [...layers, config], manifest };
}

/** Builds an image with one static program in it. */
export async function buildProgramImage(program: {
  readonly path: string;
  /** What it is called inside. */
  readonly name: string;
}): Promise<OciImage> {
  const { path, name } = program;
  const content = await readFile(path);
  return buildImage({
    layers: [[{ name, content }]],
    entrypoint: [`/${name}`],
  });
}

/** Pushes an image to a registry that asks for no password. */
export async function pushImage(
  image: OciImage,
  target: {
    /** Host and port. */
    readonly registry: string;
    readonly repository: string;
    readonly tag: string;
  },
): Promise<void> {
  const { registry, repository, tag } = target;
  const base = `http://${registry}/v2/${repository}`;
  for (const blob of image.blobs) {
    const begun = await send(`${base}/blobs/uploads/`, { method: 'POST' });
    const upload = new URL(begun.headers.get('location') ?? '', base);
    upload.searchParams.set('digest', blob.digest);
    await send(upload.href, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: blob.content,
    });
  }
  await send(`${base}/manifests/${tag}`, {
    method: 'PUT',
    headers: { 'content-type': MANIFEST_TYPE },
    body: image.manifest,
  });
}

/** Builds a tar archive of files that anyone may read and run. */
export function buildTar(files: readonly ImageFile[]): Buffer {
  const end = Buffer.alloc(2 * BLOCK_BYTES);
  return Buffer.concat([...files.flatMap(tarEntry), end]);
}

function tarEntry({ name, content }: ImageFile): Buffer[] {
  const header = Buffer.alloc(BLOCK_BYTES);
  header.write(name, 0, 100);
  header.write(octal(0o755, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(content.length, 12), 124);
  header.write(octal(0, 12), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 7)}\u0000 `, 148);
  const padding = (BLOCK_BYTES - (content.length % BLOCK_BYTES)) % BLOCK_BYTES;
  return [header, content, Buffer.alloc(padding)];
}

/** A number as tar writes it: octal, filled up, with a NUL at the end. */
function octal(value: number, length: number): string {
  return value.toString(8).padStart(length - 1, '0');
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) {
    const { method } = init;
    throw new Error(`${method} ${url}: ${response.status} ${text.trim()}`);
  }
  return response;
}

function buildBlob(mediaType: string, content: string | Buffer): OciBlob {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { mediaType, content: bytes, digest: `sha256:${hash}` };
}

function describeBlob({ mediaType, digest, content }: OciBlob): object {
  return { mediaType, digest, size: content.length };
}
