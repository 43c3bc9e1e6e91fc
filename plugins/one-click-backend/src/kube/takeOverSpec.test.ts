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

    expect(takeOverSpec([kubectl, scaler, operator, ours])).toEqual([
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
    const [entry] = takeOverSpec([
      { manager: 'x', fieldsV1: { 'f:spec': { 'f:a': {} } } },
    ]);

    expect(entry).toMatchObject({
      manager: 'one-click',
      operation: 'Apply',
      fieldsV1: { 'f:spec': { 'f:a': {} } },
    });
  });
});
