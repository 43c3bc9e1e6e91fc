import { findOwners, listOwners } from './fieldOwners';

const ENTRIES = [
  {
    manager: 'one-click',
    operation: 'Apply' as const,
    fieldsV1: { 'f:spec': { 'f:image': { 'f:registry': {} } } },
  },
  {
    manager: 'kubectl-edit',
    operation: 'Update' as const,
    time: '2026-03-04T05:06:07Z',
    fieldsV1: {
      'f:spec': {
        'f:image': { 'f:tag': {} },
        'f:args': {},
        'f:env': {
          'k:{"name":"LOG_LEVEL"}': { '.': {}, 'f:name': {}, 'f:value': {} },
        },
      },
    },
  },
  {
    manager: 'one-click-operator',
    operation: 'Update' as const,
    subresource: 'status',
    fieldsV1: { 'f:spec': { 'f:replicas': {} } },
  },
  {
    manager: 'one-click-acts',
    operation: 'Apply' as const,
    fieldsV1: { 'f:metadata': { 'f:annotations': {} } },
  },
];

const kubectl = { manager: 'kubectl-edit', at: '2026-03-04T05:06:07.000Z' };

describe('B04 owners of fields', () => {
  it('are listed with all that they own of the spec, the portal left out', () => {
    expect(listOwners(ENTRIES)).toEqual([
      {
        ...kubectl,
        paths: ['image.tag', 'args', 'env[LOG_LEVEL].name', 'env[LOG_LEVEL]'],
      },
    ]);
  });

  it.each([
    { path: ['image', 'tag'], want: ['kubectl-edit'] },
    { path: ['image'], want: ['one-click', 'kubectl-edit'] },
    { path: ['args', { key: '0' }], want: ['kubectl-edit'] },
    { path: ['env', { key: 'LOG_LEVEL' }, 'value'], want: ['kubectl-edit'] },
    { path: ['env', { key: 'OTHER' }], want: [] },
    { path: ['replicas'], want: [] },
  ])('are found by path: $path', ({ path, want }) => {
    expect(findOwners(ENTRIES, path).map(({ manager }) => manager)).toEqual(
      want,
    );
  });
});
