import { takesUpClaims } from './takesUpClaims';

function aDeployment(...claims: string[]) {
  const volumes = claims.map(claimName => ({
    name: claimName,
    persistentVolumeClaim: { claimName },
  }));
  const spec = { containers: [], volumes };
  return { spec: { selector: {}, template: { spec } } };
}

describe('takesUpClaims', () => {
  const going = new Set(['data']);

  it.each([
    {
      what: 'one that was dropped and is wanted back',
      wanted: aDeployment('data', 'other'),
      live: aDeployment('other'),
      want: true,
    },
    {
      what: 'no claim that its pods use all along, though somebody deletes it',
      wanted: aDeployment('data'),
      live: aDeployment('data'),
      want: false,
    },
    {
      what: 'none of those that go',
      wanted: aDeployment('other'),
      live: aDeployment(),
      want: false,
    },
  ])('finds $what', ({ wanted, live, want }) => {
    expect(takesUpClaims(wanted, live, going)).toBe(want);
  });
});
