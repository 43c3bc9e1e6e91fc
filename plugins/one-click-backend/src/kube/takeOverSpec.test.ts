import { aSpec } from '../../test/records';
import { takeOverSpec } from './takeOverSpec';

const ours = {
  manager: 'one-click',
  operation: 'Apply',
  apiVersion: 'one-click.dev/v1alpha1',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:metadata': {}, 'f:spec': { 'f:image': { 'f:tag': {} } } },
} as const;

describe('takeOverSpec', () => {
  it('makes ours what others own of the spec, and leaves them the rest', () => {
    const kubectl = {
      manager: 'kubectl-edit',
      operation: 'Update',
      fieldsV1: {
        'f:metadata': { 'f:labels': {} },
        'f:spec': {
          'f:env': { 'k:{"name":"A"}': {} },
          'f:image': { 'f:digest': {} },
        },
      },
    } as const;
    const scaler = {
      manager: 'kubectl',
      operation: 'Update',
      subresource: 'scale',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
    } as const;
    const operator = {
      manager: 'one-click-operator',
      operation: 'Apply',
      subresource: 'status',
      fieldsV1: { 'f:status': { 'f:state': {} } },
    } as const;

    expect(takeOverSpec([kubectl, scaler, operator, ours], aSpec())).toEqual([
      { ...kubectl, fieldsV1: { 'f:metadata': { 'f:labels': {} } } },
      operator,
      {
        ...ours,
        fieldsV1: {
          'f:metadata': {},
          'f:spec': {
            'f:env': { 'k:{"name":"A"}': {} },
            'f:image': { 'f:digest': {}, 'f:tag': {} },
            'f:replicas': {},
          },
        },
      },
    ]);
  });

  it('makes an entry of ours where there is none', () => {
    const [entry] = takeOverSpec(
      [{ manager: 'x', fieldsV1: { 'f:spec': { 'f:a': {} } } }],
      aSpec(),
    );

    expect(entry).toMatchObject({
      manager: 'one-click',
      operation: 'Apply',
      fieldsV1: { 'f:spec': { 'f:a': {} } },
    });
  });

  const withSecrets = {
    'f:image': { 'f:tag': {}, 'f:username': {}, 'f:password': {} },
    'f:secrets': {
      'k:{"name":"KEY"}': { '.': {}, 'f:name': {}, 'f:value': {} },
    },
  };
  const secretsAlone = {
    'f:image': { 'f:password': {} },
    'f:secrets': { 'k:{"name":"KEY"}': { 'f:value': {} } },
  };
  const namesAlone = {
    'f:image': { 'f:tag': {}, 'f:username': {} },
    'f:secrets': { 'k:{"name":"KEY"}': { '.': {}, 'f:name': {} } },
  };
  const jobKey = 'k:{"name":"nightly"}';
  const kubectlWithSecrets = {
    manager: 'kubectl',
    operation: 'Apply',
    fieldsV1: {
      'f:spec': { ...withSecrets, 'f:cronjobs': { [jobKey]: withSecrets } },
    },
  } as const;

  it('leaves secrets in plain text to whoever wrote them, since we cannot send them', () => {
    const signedIn = {
      image: { ...aSpec().image, username: 'robot' },
      secrets: [{ name: 'KEY' }],
    };
    const wanted = {
      ...signedIn,
      cronjobs: [{ ...signedIn, name: 'nightly', schedule: '@daily' }],
    };

    const [kubectl, entry] = takeOverSpec([kubectlWithSecrets], wanted);

    expect(kubectl?.fieldsV1).toEqual({
      'f:spec': { ...secretsAlone, 'f:cronjobs': { [jobKey]: secretsAlone } },
    });
    expect(entry?.fieldsV1).toEqual({
      'f:spec': { ...namesAlone, 'f:cronjobs': { [jobKey]: namesAlone } },
    });
  });

  it('takes over a secret that is not wanted any more, so that it goes', () => {
    const [entry, ...others] = takeOverSpec([kubectlWithSecrets], aSpec());

    expect(others).toEqual([]);
    expect(entry?.fieldsV1).toEqual(kubectlWithSecrets.fieldsV1);
  });
});
