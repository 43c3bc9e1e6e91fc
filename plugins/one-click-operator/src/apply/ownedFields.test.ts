import { findOwnedFields, ownsField, takeOwned } from './ownedFields';

const entry = (manager: string, operation: string, subresource?: string) => ({
  manager,
  operation,
  ...(subresource && { subresource }),
  fieldsV1: { 'f:spec': { 'f:replicas': {} } },
});

describe('findOwnedFields', () => {
  it.each([
    { by: 'another manager', is: entry('kubectl', 'Apply') },
    { by: 'an update', is: entry('one-click-operator', 'Update') },
    {
      by: 'a write of the status',
      is: entry('one-click-operator', 'Apply', 'status'),
    },
  ])('takes fields written by $by for not ours', ({ is }) => {
    expect(
      findOwnedFields({ metadata: { managedFields: [is] } }),
    ).toBeUndefined();
  });

  it('finds what the operator applied', () => {
    const managedFields = [
      entry('x', 'Apply'),
      entry('one-click-operator', 'Apply'),
    ];
    const owned = findOwnedFields({ metadata: { managedFields } });

    expect(ownsField(owned, 'spec', 'replicas')).toBe(true);
    expect(ownsField(owned, 'spec', 'paused')).toBe(false);
  });
});

describe('takeOwned', () => {
  it.each([
    {
      does: 'takes a field without parts whole',
      value: { args: ['a'], other: 1 },
      tree: { 'f:args': {} },
      want: { args: ['a'] },
    },
    {
      does: 'takes items by their keys, in the order they are stored',
      value: {
        env: [
          { name: 'B', value: '2' },
          { name: 'X' },
          { name: 'A', value: '1' },
        ],
      },
      tree: {
        'f:env': {
          'k:{"name":"A"}': { '.': {}, 'f:name': {}, 'f:value': {} },
          'k:{"name":"B"}': { '.': {}, 'f:name': {} },
        },
      },
      want: { env: [{ name: 'B' }, { name: 'A', value: '1' }] },
    },
    {
      does: 'finds a port that names no protocol under the one it gets',
      value: [{ containerPort: 80, name: 'http' }],
      tree: {
        'k:{"containerPort":80,"protocol":"TCP"}': { 'f:containerPort': {} },
      },
      want: [{ containerPort: 80 }],
    },
    {
      does: 'takes items of a set by their value',
      value: ['a', 'b'],
      tree: { 'v:"b"': {} },
      want: ['b'],
    },
    {
      does: 'does not miss what is owned and yet not stored, such as an empty text',
      value: { name: 'A' },
      tree: { 'f:name': {}, 'f:value': {} },
      want: { name: 'A' },
    },
    {
      does: 'keeps a struct that holds nothing of ours but itself',
      value: { emptyDir: {} },
      tree: { 'f:emptyDir': {} },
      want: { emptyDir: {} },
    },
  ])('$does', ({ value, tree, want }) => {
    expect(takeOwned(value, tree)).toEqual(want);
  });
});
