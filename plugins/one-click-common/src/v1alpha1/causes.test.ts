import { buildCause, isCauseId, renderCause, steppedCount } from './causes';
import { CAUSES, type CauseId } from './causeTable';

const ids = Object.keys(CAUSES) as CauseId[];

function placesOf(sentence: string): string[] {
  return [
    ...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)),
  ];
}

describe('the table of causes', () => {
  it.each(ids)('%s needs exactly the parameters its sentence names', id => {
    const { params, sentence } = CAUSES[id];

    expect([...params].sort()).toEqual(placesOf(sentence).sort());
  });

  it.each(ids)('%s speaks in sentences without blame or jargon', id => {
    const { sentence } = CAUSES[id];

    expect(sentence).toMatch(/[.»]$/);
    expect(sentence).not.toMatch(/error|oops|please|Pod\b|PVC/i);
  });

  it.each(ids.filter(id => 'one' in CAUSES[id]))(
    '%s has a count where it speaks of one and of many',
    id => {
      expect(CAUSES[id].params).toContain('count');
    },
  );
});

describe('renderCause', () => {
  it('puts the parameters into the sentence', () => {
    const params = { tag: '9.9', image: 'docker.io/library/nginx' };

    expect(renderCause({ id: 'ImageNotFound', params })).toBe(
      'The registry has no tag 9.9 for docker.io/library/nginx.',
    );
  });

  it('speaks of one as of one', () => {
    const params = { count: '1', node: 'n1', resource: 'memory' };

    expect(renderCause({ id: 'Evicted', params })).toBe(
      '1 instance was moved away: node n1 ran short of memory.',
    );
  });

  it.each([
    ['45', '45 s'],
    ['90', '90 s'],
    ['600', '10 min'],
    ['7200', '2 h'],
  ])('writes a limit of %s seconds as %s', (within, words) => {
    const params = { container: 'web', within };

    expect(renderCause({ id: 'StartProbe', params })).toBe(
      `Container web did not finish starting within ${words}.`,
    );
  });

  it('falls back to the sentence that came with an id it does not know', () => {
    const message = 'Something new happened.';

    expect(renderCause({ id: 'FromTheFuture', params: {}, message })).toBe(
      message,
    );
  });

  it('falls back where a parameter is missing, and never prints a place', () => {
    expect(renderCause({ id: 'NoCpu', params: { need: '4' } })).toBe('NoCpu');
  });

  it('takes names of object methods for unknown ids', () => {
    expect(isCauseId('constructor')).toBe(false);
    expect(renderCause({ id: 'constructor' })).toBe('constructor');
  });

  it('leaves places alone that stand in a value', () => {
    const params = { message: 'denied {name}' };

    expect(renderCause({ id: 'Other', params })).toBe('«denied {name}»');
  });
});

describe('buildCause', () => {
  it('gives the status id, parameters, chain and sentence', () => {
    const chain = [{ kind: 'Pod', name: 'web-1' }];

    expect(
      buildCause('CrashLoop', { container: 'web', code: 1, count: 3 }, chain),
    ).toEqual({
      id: 'CrashLoop',
      message: 'Container web exits with code 1 right after start (3 times).',
      params: { container: 'web', code: '1', count: '3' },
      chain,
    });
  });
});

describe('steppedCount', () => {
  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 3],
    [5, 5],
    [9, 5],
    [10, 10],
    [19, 10],
    [20, 20],
    [49, 20],
    [50, 50],
    [99, 50],
    [100, 100],
    [1234, 1000],
  ])('shows %i as %i', (count, step) => {
    expect(steppedCount(count)).toBe(step);
  });
});
