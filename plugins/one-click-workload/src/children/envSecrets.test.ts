import { rolloutWith, rolloutLabels, decoded } from '../testing/aRollout';
import { buildEnvSecrets } from './envSecrets';

describe('buildEnvSecrets', () => {
  it('keeps values to the byte, empty ones too', () => {
    const secrets = [
      { name: 'DB_PASSWORD', value: 'p=ss w0rd\nü' },
      { name: 'EMPTY', value: '' },
    ];
    const [secret] = buildEnvSecrets(rolloutWith({ secrets }));

    expect(secret).toMatchObject({
      metadata: { name: 'node-red-secrets', labels: rolloutLabels },
      type: 'Opaque',
    });
    expect(decoded(secret?.data?.DB_PASSWORD)).toBe('p=ss w0rd\nü');
    expect(secret?.data?.EMPTY).toBe('');
  });

  it('makes none where there is nothing to keep', () => {
    expect(buildEnvSecrets(rolloutWith({ secrets: [] }))).toEqual([]);
  });
});
