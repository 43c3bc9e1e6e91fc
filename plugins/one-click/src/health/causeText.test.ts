import {
  buildCause,
  isCauseId,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { CauseId } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Problem } from '@one-click/backstage-plugin-one-click-common';
import { englishTexts } from '../testing/englishTexts';
import { toTimeTexts } from '../time/useTimeTexts';
import { causes } from '../translation/causes';
import { causeText } from './causeText';

type Stem<K> = K extends `${infer S}_one` | `${infer S}_other` ? S : K;
type Untold = Exclude<CauseId, Stem<keyof typeof causes>>;
// Fails to compile as soon as the operator knows a cause that has no words here.
const everyCauseHasWords: [Untold] extends [never] ? true : Untold = true;

const NOW = Date.parse('2026-03-04T12:00:00Z');
const t = englishTexts();
const context = { t, times: toTimeTexts(t), now: NOW };

function aProblem(overrides: Partial<Problem>): Problem {
  return {
    id: 'Other',
    params: {},
    sentence: 'as it came',
    chain: [],
    ...overrides,
  };
}

describe('causeText', () => {
  it('has words for every cause of the operator, and for no other', () => {
    const ids = Object.keys(causes).map(key =>
      key.replace(/_(one|other)$/, ''),
    );

    expect(everyCauseHasWords).toBe(true);
    expect(ids.filter(id => !isCauseId(id))).toEqual([]);
  });

  it('takes the parameters that the operator writes', () => {
    const cause = buildCause('ImageNotFound', {
      tag: '2.1',
      image: 'acme/web',
    });

    expect(
      causeText(
        aProblem({ id: cause.id, params: { ...cause.params } }),
        context,
      ),
    ).toBe('The registry has no tag 2.1 for acme/web.');
  });

  it('counts one apart from many', () => {
    const told = (count: string) =>
      causeText(
        aProblem({
          id: 'CrashLoop',
          params: { container: 'web', code: '1', count },
        }),
        context,
      );

    expect(told('1')).toBe(
      'Container web exits with code 1 right after start.',
    );
    expect(told('5')).toBe(
      'Container web exits with code 1 right after start (5 times).',
    );
  });

  it('tells moments as ages and limits as lengths', () => {
    expect(
      causeText(
        aProblem({
          id: 'ClusterAway',
          params: { cluster: 'eu-1', since: '2026-03-04T11:56:00Z' },
        }),
        context,
      ),
    ).toBe('Cluster eu-1 has not answered for 4 min.');
    expect(
      causeText(
        aProblem({
          id: 'StartProbe',
          params: { container: 'web', within: 600 },
        }),
        context,
      ),
    ).toBe('Container web did not finish starting within 10 min.');
  });

  it('falls back to the sentence that came for an id it does not know', () => {
    expect(causeText(aProblem({ id: 'FromTheFuture' }), context)).toBe(
      'as it came',
    );
  });

  it('falls back where a parameter is missing, rather than show a gap', () => {
    expect(
      causeText(
        aProblem({ id: 'ImageNotFound', params: { tag: '2' } }),
        context,
      ),
    ).toBe('as it came');
  });
});
