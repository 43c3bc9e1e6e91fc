import fc from 'fast-check';
import { readGoOperatorRollouts } from '@one-click/fixtures';
import { anySpec } from '../../test/arbitraries';
import { aRollout } from '../testUtils';
import { LAST_APPLIED_ANNOTATION } from './names';
import { findPlaintextSecrets, redact, redactSpec } from './redact';

const image = {
  registry: 'ghcr.io',
  repository: 'acme/app',
  tag: '1',
  username: 'bot',
  password: 'hidden-1',
};

const rollout = aRollout({
  metadata: {
    annotations: {
      [LAST_APPLIED_ANNOTATION]: '{"spec":{"image":{"password":"hidden-2"}}}',
      kept: 'yes',
    },
  },
  spec: {
    image,
    env: [{ name: 'MODE', value: 'prod' }],
    secrets: [{ name: 'API_KEY', value: 'hidden-3' }],
    cronjobs: [
      {
        name: 'nightly',
        schedule: '@daily',
        image: { ...image, password: 'hidden-4' },
        secrets: [{ name: 'JOB_KEY', value: 'hidden-5' }],
      },
    ],
  },
});

describe('redact', () => {
  it('removes every plaintext secret and keeps their names', () => {
    const redacted = redact(rollout);

    expect(JSON.stringify(redacted)).not.toContain('hidden');
    expect(redacted.spec).toMatchObject({
      image: { username: 'bot', tag: '1' },
      env: [{ name: 'MODE', value: 'prod' }],
      secrets: [{ name: 'API_KEY' }],
      cronjobs: [{ name: 'nightly', secrets: [{ name: 'JOB_KEY' }] }],
    });
    expect(redacted.metadata.annotations).toEqual({ kept: 'yes' });
  });

  it('leaves what it is given as it is', () => {
    redact(rollout);

    expect(rollout.spec.secrets?.[0]?.value).toBe('hidden-3');
  });

  it('removes the secrets of the original', () => {
    const text = JSON.stringify(readGoOperatorRollouts().map(redact));

    expect(text).not.toMatch(/p=ss w0rd|s3cr3t|"tok"/);
  });

  it.each([
    ['secrets that are a map', { secrets: { KEY: 'hidden' } }],
    ['secrets that are texts', { secrets: ['KEY=hidden'] }],
    ['an image that is a text', { image: 'bot:hidden@ghcr.io/app' }],
    ['jobs that are texts', { cronjobs: ['hidden'] }],
    ['a job with a malformed image', { cronjobs: [{ image: ['hidden'] }] }],
  ])('takes no chance with %s', (_, spec) => {
    expect(JSON.stringify(redact({ spec }))).not.toContain('hidden');
  });

  it.each([
    [{}],
    [{ spec: null, metadata: null }],
    [{ spec: { image: null } }],
  ])('takes %j as it comes', malformed => {
    expect(() => redact(malformed)).not.toThrow();
  });

  it('has nothing left to do the second time', () => {
    fc.assert(
      fc.property(anySpec, spec => {
        const once = redactSpec(spec);
        expect(redactSpec(once)).toEqual(once);
      }),
    );
  });
});

describe('findPlaintextSecrets', () => {
  it('tells where each stands', () => {
    expect(findPlaintextSecrets(rollout.spec)).toEqual([
      ['image', 'password'],
      ['secrets', 0, 'value'],
      ['cronjobs', 0, 'image', 'password'],
      ['cronjobs', 0, 'secrets', 0, 'value'],
    ]);
  });

  it('takes the empty password of the original for none', () => {
    const spec = { image: { ...image, password: '' }, secrets: [] };

    expect(findPlaintextSecrets(spec)).toEqual([]);
  });

  it('finds none after redaction', () => {
    fc.assert(
      fc.property(anySpec, spec => {
        expect(findPlaintextSecrets(redactSpec(spec))).toEqual([]);
      }),
    );
  });
});
