import { findRefusalProblems } from './refusalCauses';

describe('findRefusalProblems', () => {
  it('names the owner of an object that is left alone', () => {
    const refusal = {
      kind: 'Service',
      name: 'http-node-red-svc',
      message: '',
      ownedBy: 'helm',
    };

    expect(findRefusalProblems([refusal])).toMatchObject([
      {
        bearing: 'part',
        cause: {
          id: 'NotOurs',
          message:
            'Service http-node-red-svc exists and belongs to helm, so it is left alone.',
          chain: [{ kind: 'Service', name: 'http-node-red-svc' }],
        },
      },
    ]);
  });

  it('names each field the cluster refuses, three at most', () => {
    const fields = ['a', 'b', 'c', 'd'].map(name => ({
      field: `spec.${name}`,
      message: 'Invalid value: 0',
    }));
    const problems = findRefusalProblems([
      { kind: 'Deployment', name: 'node-red', message: '', fields },
    ]);

    expect(problems.map(({ bearing }) => bearing)).toEqual(
      Array(3).fill('outside'),
    );
    expect(problems[0]?.cause).toMatchObject({
      id: 'SpecInvalid',
      params: { field: 'spec.a', why: 'Invalid value: 0' },
    });
  });

  it('keeps the words of the cluster where nothing else is known', () => {
    const refusal = {
      kind: 'Deployment',
      name: 'node-red',
      message: 'namespaces "home" not found',
    };

    expect(findRefusalProblems([refusal])[0]?.cause).toMatchObject({
      id: 'Other',
      message: '«namespaces "home" not found»',
    });
  });
});
