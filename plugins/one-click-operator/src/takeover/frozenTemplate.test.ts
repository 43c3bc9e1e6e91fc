import type { V1Deployment } from '@kubernetes/client-node';
import { buildDeployment } from '@one-click/backstage-plugin-one-click-workload';
import { childOf, recordedRollout } from '../../test/recordedOriginals';
import {
  isTemplateFrozen,
  referencesOf,
  withoutTemplate,
} from './frozenTemplate';

describe('a frozen template', () => {
  const { rollout } = recordedRollout('tc81jeohlqm4mfo');
  const at = (generation: string) => ({
    metadata: {
      annotations: { 'one-click.dev/adopted-generation': generation },
    },
  });

  it('is so for as long as the spec is the one that was adopted', () => {
    expect(rollout.metadata.generation).toBe(4);
    expect(isTemplateFrozen(rollout, at('4'))).toBe(true);
    expect(isTemplateFrozen(rollout, at('3'))).toBe(false);
    expect(isTemplateFrozen(rollout, { metadata: {} })).toBe(false);
    expect(isTemplateFrozen(rollout, undefined)).toBe(false);
  });

  it('is left out of what is applied', () => {
    expect(withoutTemplate(buildDeployment(rollout)).spec).toEqual({
      selector: expect.anything(),
      strategy: expect.anything(),
    });
  });

  it('does not keep a restart from happening', () => {
    const annotations = {
      'one-click.dev/restarted-at': '2026-11-25T11:00:00Z',
    };
    const metadata = { ...rollout.metadata, annotations };

    expect(
      withoutTemplate(buildDeployment({ ...rollout, metadata })).spec?.template,
    ).toEqual({ metadata: { annotations } });
  });

  it('names the Secrets its instances need', () => {
    const of = (name: string) => [
      ...referencesOf(
        childOf(recordedRollout(name), 'Deployment').object as V1Deployment,
      ),
    ];

    expect(of('tc81jeohlqm4mfo')).toEqual(['Secret tc81jeohlqm4mfo-secrets']);
    expect(of('uoh8r468juccgg8')).toEqual([
      'Secret uoh8r468juccgg8-imagepullsecret',
    ]);
  });
});
