import fc from 'fast-check';
import { compare, parse, satisfies } from 'semver';
import { rankTags } from './rankTags';
import type { TagRule } from './rankTags';
import { readTime } from './timestampScale';

const NOW = Date.parse('2026-03-04T05:06:07Z');

const semver = (
  over: Partial<Extract<TagRule, { kind: 'semver' }>> = {},
): TagRule => ({ kind: 'semver', preReleases: false, ...over });
const pattern = (
  over: Partial<Extract<TagRule, { kind: 'pattern' }>> = {},
): TagRule => ({
  kind: 'pattern',
  pattern: '.*',
  order: 'numeric',
  newest: 'highest',
  ...over,
});

const rank = (rule: TagRule, running: string, ...tags: string[]) =>
  rankTags({ rule, running, tags, now: NOW });

describe('rankTags', () => {
  describe('with semantic versions', () => {
    it.each([
      {
        does: 'takes the highest first, whatever the order of the list',
        rule: semver(),
        running: '1.2.3',
        tags: ['1.10.0', '1.9.0', '2.0.0', '1.2.3', '1.2.2', 'latest'],
        want: ['2.0.0', '1.10.0', '1.9.0'],
      },
      {
        does: 'stays within the constraint',
        rule: semver({ constraint: '^1' }),
        running: '1.2.3',
        tags: ['2.0.0', '1.3.0', 'v1.4.0'],
        want: ['v1.4.0', '1.3.0'],
      },
      {
        does: 'takes no pre-release unless asked to',
        rule: semver(),
        running: '1.2.3',
        tags: ['1.3.0-rc1', '2.0.0-alpha.1'],
        want: [],
      },
      {
        does: 'takes pre-releases when asked to, within the constraint',
        rule: semver({ preReleases: true, constraint: '^1' }),
        running: '1.2.3',
        tags: ['1.3.0-rc1', '2.0.0-alpha.1'],
        want: ['1.3.0-rc1'],
      },
      {
        does: 'reads the part that the pattern takes',
        rule: semver({ pattern: '^web-(.*)$', constraint: '>=1.2' }),
        running: 'web-1.2.3',
        tags: ['web-1.3.0', 'api-9.0.0', '9.0.0'],
        want: ['web-1.3.0'],
      },
      {
        does: 'knows versions of two numbers, and prefers the exact name',
        rule: semver(),
        running: '2.4',
        tags: ['2.5', '2.5.0', '2', '3'],
        want: ['2.5.0', '2.5'],
      },
      {
        does: 'does not go from an exact version to one that moves',
        rule: semver(),
        running: '2.4.1',
        tags: ['2.5', '3', '2.4.2'],
        want: ['2.4.2'],
      },
      {
        does: 'takes the release after its own pre-release',
        rule: semver(),
        running: '2.0.0-rc1',
        tags: ['2.0.0', '1.9.9'],
        want: ['2.0.0'],
      },
    ])('$does', ({ rule, running, tags, want }) => {
      expect(rank(rule, running, ...tags).candidates).toEqual(want);
    });

    it('says of each tag why it is not taken', () => {
      const { skipped } = rank(
        semver({ constraint: '^1' }),
        '1.2.3',
        '1.2.3',
        'v1.2.3',
        '1.2.2',
        '2.0.0',
        '1.3.0-rc1',
        '1.4',
        'latest',
      );

      expect(
        Object.fromEntries(skipped.map(each => [each.tag, each.reason])),
      ).toEqual({
        '1.2.3': 'running',
        'v1.2.3': 'sameVersion',
        '1.2.2': 'older',
        '2.0.0': 'outsideConstraint',
        '1.3.0-rc1': 'preRelease',
        '1.4': 'moving',
        latest: 'notReadable',
      });
    });

    it('takes nothing where what runs is no version', () => {
      expect(rank(semver(), 'latest', '1.0.0')).toMatchObject({
        candidates: [],
        obstacle: expect.stringContaining("'latest', is not a version"),
      });
    });

    it('takes nothing below the floor', () => {
      const { candidates, skipped } = rankTags({
        rule: semver(),
        running: '2.4.0',
        floor: ['2.5.0'],
        tags: ['2.4.1', '2.5.0', '2.6.0'],
        now: NOW,
      });

      expect(candidates).toEqual(['2.6.0', '2.5.0']);
      expect(skipped).toMatchObject([{ tag: '2.4.1', reason: 'older' }]);
    });
  });

  describe('by time', () => {
    it.each([
      { tag: '1700000000', at: '2023-11-14T22:13:20.000Z' },
      { tag: 'main-1700000000', at: '2023-11-14T22:13:20.000Z' },
      { tag: '1700000000123', at: '2023-11-14T22:13:20.123Z' },
      { tag: '20240506', at: '2024-05-06T00:00:00.000Z' },
      { tag: '20240506070809', at: '2024-05-06T07:08:09.000Z' },
      { tag: 'RELEASE.2024-05-06T07-08-09Z', at: '2024-05-06T07:08:09.000Z' },
      { tag: 'main-2024.05.06', at: undefined },
      { tag: '20241306', at: undefined },
      { tag: '1.2.3', at: undefined },
    ])('reads $tag as $at', ({ tag, at }) => {
      const read = readTime(tag);

      expect(read === undefined ? read : new Date(read).toISOString()).toBe(at);
    });

    it('takes the latest, and none from the future', () => {
      const { candidates, skipped } = rank(
        { kind: 'timestamp' },
        '20240101',
        '20240102',
        '20231231',
        '20990101',
      );

      expect(candidates).toEqual(['20240102']);
      expect(skipped).toMatchObject([
        { tag: '20231231', reason: 'older' },
        { tag: '20990101', reason: 'inTheFuture' },
      ]);
    });
  });

  describe('by pattern', () => {
    it.each([
      {
        does: 'orders numbers as numbers',
        rule: pattern({ pattern: '^build-(\\d+)$' }),
        running: 'build-9',
        tags: ['build-10', 'build-8', 'other-99'],
        want: ['build-10'],
      },
      {
        does: 'orders numbers of any length',
        rule: pattern(),
        running: '99999999999999999998',
        tags: ['99999999999999999999', '3'],
        want: ['99999999999999999999'],
      },
      {
        does: 'takes the lowest where that is the newest',
        rule: pattern({ newest: 'lowest' }),
        running: '5',
        tags: ['4', '6', '3.5'],
        want: ['3.5', '4'],
      },
      {
        does: 'orders text by its letters',
        rule: pattern({ order: 'alphabetical', pattern: '^[a-z]+$' }),
        running: 'jammy',
        tags: ['noble', 'focal', 'oracular', '24'],
        want: ['oracular', 'noble'],
      },
    ])('$does', ({ rule, running, tags, want }) => {
      expect(rank(rule, running, ...tags).candidates).toEqual(want);
    });

    it('is not held up by a pattern made to take for ever', () => {
      const evil = pattern({ pattern: '^(a+)+$', order: 'alphabetical' });

      expect(rank(evil, 'a', `${'a'.repeat(100)}!`).candidates).toEqual([]);
    });
  });

  describe('for any tags', () => {
    const part = fc.nat({ max: 12 });
    const version = fc
      .tuple(part, part, part, fc.constantFrom('', '-rc1', '-alpha.2'))
      .map(([a, b, c, rest]) => `${a}.${b}.${c}${rest}`);
    const tag = fc.oneof(
      { weight: 4, arbitrary: version },
      fc.tuple(part, part).map(([a, b]) => `v${a}.${b}`),
      fc.nat().map(String),
      fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,12}$/),
    );
    const rule = fc.oneof(
      fc.record({
        kind: fc.constant('semver' as const),
        preReleases: fc.boolean(),
        constraint: fc.constantFrom(undefined, '^1', '>=2 <9', '~3.1'),
      }),
      fc.constant<TagRule>({ kind: 'timestamp' }),
      fc.record({
        kind: fc.constant('pattern' as const),
        pattern: fc.constantFrom('.*', '^(\\d+)', 'v(.*)'),
        order: fc.constantFrom('numeric' as const, 'alphabetical' as const),
        newest: fc.constantFrom('highest' as const, 'lowest' as const),
      }),
    );
    const request = fc.record({
      rule,
      running: tag,
      tags: fc.array(tag, { maxLength: 30 }),
      floor: fc.array(tag, { maxLength: 3 }),
      now: fc.constant(NOW),
    });

    it('puts each into one list, once', () => {
      fc.assert(
        fc.property(request, given => {
          const { candidates, skipped, obstacle } = rankTags(given);
          const all = [...candidates, ...skipped.map(each => each.tag)].sort();
          const want = obstacle ? [] : [...new Set(given.tags)].sort();

          expect(all).toEqual(want);
        }),
      );
    });

    it('does not care for their order', () => {
      fc.assert(
        fc.property(request, given => {
          const turned = { ...given, tags: [...given.tags].reverse() };

          expect(rankTags(turned)).toEqual(rankTags(given));
        }),
      );
    });

    it('never goes back: what was taken finds nothing newer, and what ran is older than it', () => {
      fc.assert(
        fc.property(request, given => {
          const [picked] = rankTags(given).candidates;
          fc.pre(picked !== undefined);
          const all = [...given.tags, given.running];
          const after = rankTags({ ...given, running: picked!, tags: all });

          expect(after.candidates).toEqual([]);
          expect(
            after.skipped.find(each => each.tag === given.running)?.reason,
          ).not.toBe('running');
        }),
      );
    });

    it('takes only versions above the running one, within the constraint, and pre-releases by wish', () => {
      fc.assert(
        fc.property(
          fc.array(version, { maxLength: 30 }),
          version,
          fc.boolean(),
          (tags, running, preReleases) => {
            const { candidates } = rankTags({
              rule: semver({ constraint: '>=2 <9', preReleases }),
              running,
              tags,
              now: NOW,
            });
            for (const each of candidates) {
              expect(compare(each, running)).toBe(1);
              expect(
                satisfies(each, '>=2 <9', { includePrerelease: preReleases }),
              ).toBe(true);
              expect(preReleases || parse(each)?.prerelease.length === 0).toBe(
                true,
              );
            }
          },
        ),
      );
    });
  });
});
