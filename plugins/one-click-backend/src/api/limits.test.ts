import { headerOf, startOneClickBackend } from '../../test/testBackend';
import type { Person, TestBackend } from '../../test/testBackend';
import { aSpec } from '../../test/records';
import { DEFAULT_BODY_LIMIT } from './readBody';

jest.setTimeout(200_000);

/** As deep as somebody needs who wants to exhaust a stack. */
const DEEP = `{"spec":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;

describe('limits of requests', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startOneClickBackend({
      config: {
        permission: { enabled: true },
        oneClick: {
          clusters: [{ name: 'main', url: 'https://127.0.0.1:9', token: 'x' }],
          limits: {
            readsPerMinute: 4,
            writesPerMinute: 3,
            costlyPerMinute: 2,
          },
        },
      },
    });
  });
  afterAll(() => backend?.stop());

  const get = (person: Person) =>
    fetch(`${backend.url}/v1/me`, {
      headers: { authorization: headerOf(person) },
    });

  const post = (body: string, authorization: string) =>
    fetch(`${backend.url}/v1/projects`, {
      method: 'POST',
      headers: { authorization, 'Content-Type': 'application/json' },
      body,
    });

  it('answers 429 with the time to wait once somebody asks too often, and only them', async () => {
    for (let n = 0; n < 4; n += 1) {
      expect((await get('vi')).status).toBe(200);
    }

    const refused = await get('vi');

    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    await expect(refused.json()).resolves.toMatchObject({
      error: {
        name: 'TooManyRequestsError',
        message: expect.stringContaining('more than 4 such requests'),
      },
    });
    expect((await get('ed')).status).toBe(200);
  });

  it('leaves room for an act to somebody who looked too often', async () => {
    for (let n = 0; n < 5; n += 1) {
      await get('op');
    }
    expect((await get('op')).status).toBe(429);

    const answers = [];
    for (let n = 0; n < 4; n += 1) {
      answers.push((await post('{}', headerOf('op'))).status);
    }

    expect(answers).toEqual([400, 400, 400, 429]);
  });
});

describe('limits of bodies', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startOneClickBackend();
    await backend
      .clientOf('ana')
      .createProject({ name: 'shop', owner: 'group:default/team-a' });
  });
  afterAll(() => backend?.stop());

  const post = (path: string, body: string, authorization?: string) =>
    fetch(`${backend.url}${path}`, {
      method: 'POST',
      headers: {
        ...(authorization && { authorization }),
        'Content-Type': 'application/json',
      },
      body,
    });

  it('answers 413 for a form that is larger than any', async () => {
    const body = JSON.stringify({ name: 'x'.repeat(DEFAULT_BODY_LIMIT) });

    const response = await post('/v1/projects', body, headerOf('ana'));

    expect(response.status).toBe(413);
    await expect(response.json()).resolves.toMatchObject({
      error: {
        name: 'TooLargeError',
        message: expect.stringContaining(`${DEFAULT_BODY_LIMIT} bytes`),
      },
    });
  });

  it('takes a spec of hundreds of kilobytes', async () => {
    const env = Array.from({ length: 60 }, (_, n) => ({
      name: `V${n}`,
      value: 'x'.repeat(4_000),
    }));
    const body = JSON.stringify({ name: 'web', spec: aSpec({ env }) });

    const response = await post(
      '/v1/projects/shop/rollouts',
      body,
      headerOf('ana'),
    );

    expect(response.status).toBe(201);
  });

  it('answers 400 for a body that nests without end', async () => {
    const response = await post(
      '/v1/projects/shop/rollouts',
      DEEP,
      headerOf('ana'),
    );

    expect(response.status).toBe(400);
    await expect(response.text()).resolves.toContain('nests more than');
  });

  it.each([
    ['bo', 404],
    ['vi', 404],
  ] as const)(
    'reads no body of %s, who may not come in',
    async (person, status) => {
      const response = await post(
        '/v1/projects/shop/rollouts',
        DEEP,
        headerOf(person),
      );

      expect(response.status).toBe(status);
    },
  );
});
