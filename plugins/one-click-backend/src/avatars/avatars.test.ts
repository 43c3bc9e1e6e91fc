import { aSpec } from '../../test/records';
import { headerOf, startOneClickBackend } from '../../test/testBackend';
import type { TestBackend } from '../../test/testBackend';
import { sniffImage } from './sniffImage';

jest.setTimeout(200_000);

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1];
const JPEG = [0xff, 0xd8, 0xff, 0xe0];
const WEBP = [...Buffer.from('RIFF'), 1, 2, 3, 4, ...Buffer.from('WEBPVP8 ')];
const base64 = (bytes: Iterable<number> | string) =>
  Buffer.from(typeof bytes === 'string' ? bytes : [...bytes]).toString(
    'base64',
  );

describe('sniffImage', () => {
  it.each([
    { bytes: PNG, type: 'image/png' },
    { bytes: JPEG, type: 'image/jpeg' },
    { bytes: WEBP, type: 'image/webp' },
  ])('knows $type by its content', ({ bytes, type }) => {
    expect(sniffImage(new Uint8Array(bytes))).toBe(type);
  });

  it.each(['<svg onload="alert(1)"/>', '<html>', 'GIF89a', ''])(
    'takes %j for no picture',
    text => {
      expect(sniffImage(new Uint8Array(Buffer.from(text)))).toBeUndefined();
    },
  );
});

describe('avatars', () => {
  const project = { project: 'shop' };
  const rollout = { ...project, rollout: 'web' };
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startOneClickBackend();
    const ana = backend.clientOf('ana');
    await ana.createProject({ name: 'shop', owner: 'group:default/team-a' });
    await ana.createRollout('shop', { name: 'web', spec: aSpec() });
  });
  afterAll(() => backend?.stop());

  it('M01 are served as pictures and nothing else', async () => {
    const ana = backend.clientOf('ana');
    const { avatar } = await ana.call('setProjectAvatar', {
      params: project,
      body: { image: base64(PNG) },
    });

    const response = await ana.open('getProjectAvatar', { params: project });

    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      etag: `"${avatar}"`,
    });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual(PNG);
    await expect(ana.getProject('shop')).resolves.toMatchObject({ avatar });
  });

  it('M01 of rollouts are changed by editors, and go again', async () => {
    const ana = backend.clientOf('ana');
    await ana.call('setRolloutAvatar', {
      params: rollout,
      body: { image: base64(WEBP) },
    });
    await expect(ana.getRollout(rollout)).resolves.toHaveProperty('avatar');

    await ana.call('removeRolloutAvatar', { params: rollout });

    await expect(ana.getRollout(rollout)).resolves.not.toHaveProperty('avatar');
    await expect(
      ana.open('getRolloutAvatar', { params: rollout }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    { what: 'a page', image: base64('<html><script>'), status: 422 },
    { what: 'an SVG', image: base64('<svg/>'), status: 422 },
    {
      what: 'a picture that is too large',
      image: base64([...PNG, ...new Uint8Array(1_000_000)]),
      status: 400,
    },
  ])('M01 are never $what', async ({ image, status }) => {
    await expect(
      backend
        .clientOf('ana')
        .call('setProjectAvatar', { params: project, body: { image } }),
    ).rejects.toMatchObject({ status });
  });

  it('are shown to no strangers', async () => {
    const response = await fetch(`${backend.url}/v1/projects/shop/avatar`, {
      headers: { authorization: headerOf('bo') },
    });

    expect(response.status).toBe(404);
  });
});
