import { aSpec } from '../../test/records';
import { requireLossTaken } from './volumeLoss';

const data = { name: 'data', mountPath: '/d', size: '10Gi' } as const;
const careless = { ...data, onRemove: 'delete' } as const;

describe('the guard of volumes', () => {
  const remove =
    (
      volume: typeof data | typeof careless,
      over: object = {},
      loseVolumes?: readonly string[],
    ) =>
    () =>
      requireLossTaken(
        { name: 'web', loseVolumes },
        { previous: aSpec({ volumes: [volume] }), next: aSpec(over) },
      );

  it('R02 lets a volume go whose claim is kept', () => {
    expect(remove(data)).not.toThrow();
  });

  it('R02 wants a volume named that goes with its data, and says which claim and how much', () => {
    expect(remove(careless)).toThrow(
      "'spec.volumes[data]' goes with its data, claim 'data-web' of 10Gi: name it in loseVolumes",
    );
    expect(remove(careless, {}, ['data'])).not.toThrow();
  });

  it.each([
    { what: 'renamed', volumes: [{ ...careless, name: 'other' }] },
    {
      what: 'put on another claim',
      volumes: [{ name: 'data', mountPath: '/d', existingClaim: 'x' }],
    },
  ])('R02 takes a volume that is $what for one that goes', ({ volumes }) => {
    expect(remove(careless, { volumes })).toThrow('loseVolumes');
  });

  it('has nothing against one that stays', () => {
    expect(remove(careless, { volumes: [careless] })).not.toThrow();
  });
});
