import { aRollout } from '../testing/aRollout';
import type { RolloutTraits } from '../testing/aRollout';
import { buildEnvSecrets } from './envSecrets';

const decode = (text: string | undefined) =>
  Buffer.from(text ?? '', 'base64').toString('utf8');
const labels = {
  'one-click.dev/projectId': 'home',
  'one-click.dev/deploymentId': 'node-red',
};
const rolloutWith = (spec: NonNullable<RolloutTraits['spec']>) =>
  aRollout({ spec });

describe('buildEnvSecrets', () => {
  it('keeps values to the byte, empty ones too', () => {
    const secrets = [
      { name: 'DB_PASSWORD', value: 'p=ss w0rd\nü' },
      { name: 'EMPTY', value: '' },
    ];
    const [secret] = buildEnvSecrets(rolloutWith({ secrets }));

    expect(secret).toMatchObject({
      metadata: { name: 'node-red-secrets', labels },
      type: 'Opaque',
    });
    expect(decode(secret?.data?.DB_PASSWORD)).toBe('p=ss w0rd\nü');
    expect(secret?.data?.EMPTY).toBe('');
  });

  it('makes none where there is nothing to keep', () => {
    expect(buildEnvSecrets(rolloutWith({ secrets: [] }))).toEqual([]);
  });
});
