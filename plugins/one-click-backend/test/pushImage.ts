import { createHash } from 'node:crypto';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

/** A tiny image to push. */
export interface TinyImage {
  /** Over plain HTTP, such as `127.0.0.1:5000`. */
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
  /** Makes its content, hence its digest, another one. */
  readonly content?: string;
  readonly createdAt?: string;
  readonly config?: object;
  readonly architecture?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Pushes an image without layers; returns its digest. */
export async function pushImage(image: TinyImage): Promise<string> {
  const { content = image.tag, architecture = 'amd64' } = image;
  const config = await pushBlob(image, {
    os: 'linux',
    architecture,
    created: image.createdAt ?? '2026-01-01T00:00:00Z',
    config: { Labels: { content }, ...image.config },
    rootfs: { type: 'layers', diff_ids: [] },
  });
  return pushManifest(image, MANIFEST, {
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: {
      ...config,
      mediaType: 'application/vnd.oci.image.config.v1+json',
    },
    layers: [],
  });
}

/** Pushes an image that is there for several architectures; returns its digest. */
export async function pushIndex(
  image: TinyImage,
  architectures: readonly string[],
): Promise<string> {
  const manifests = [];
  for (const architecture of architectures) {
    const tag = `${image.tag}-${architecture}`;
    const digest = await pushImage({ ...image, tag, architecture });
    const size = await sizeOf(image, digest);
    const platform = { os: 'linux', architecture };
    manifests.push({ mediaType: MANIFEST, digest, size, platform });
  }
  return pushManifest(image, INDEX, {
    schemaVersion: 2,
    mediaType: INDEX,
    manifests,
  });
}

async function pushBlob(image: TinyImage, value: object) {
  const body = Buffer.from(JSON.stringify(value));
  const digest = digestOf(body);
  const { host, repository, headers } = image;
  const started = await fetch(
    `http://${host}/v2/${repository}/blobs/uploads/`,
    {
      method: 'POST',
      headers: { ...headers },
    },
  );
  const location = new URL(
    started.headers.get('location') ?? '',
    `http://${host}`,
  );
  location.searchParams.set('digest', digest);
  await put(location.href, {
    body,
    headers: { ...headers, 'Content-Type': 'application/octet-stream' },
  });
  return { digest, size: body.length };
}

async function pushManifest(image: TinyImage, type: string, value: object) {
  const body = Buffer.from(JSON.stringify(value));
  const { host, repository, tag, headers } = image;
  await put(`http://${host}/v2/${repository}/manifests/${tag}`, {
    body,
    headers: { ...headers, 'Content-Type': type },
  });
  return digestOf(body);
}

async function sizeOf(
  { host, repository, headers }: TinyImage,
  digest: string,
) {
  const url = `http://${host}/v2/${repository}/manifests/${digest}`;
  const response = await fetch(url, {
    headers: { ...headers, Accept: MANIFEST },
  });
  return (await response.arrayBuffer()).byteLength;
}

async function put(
  url: string,
  {
    body,
    headers,
  }: { readonly body: Buffer; readonly headers: Record<string, string> },
): Promise<void> {
  const response = await fetch(url, { method: 'PUT', body, headers });
  if (!response.ok) {
    throw new Error(`${url}: ${response.status} ${await response.text()}`);
  }
}

function digestOf(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}
