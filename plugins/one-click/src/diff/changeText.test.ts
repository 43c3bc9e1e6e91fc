import type { FieldChange } from '@one-click/backstage-plugin-one-click-common';
import { englishTexts } from '../testing/englishTexts';
import { changesText } from './changeText';
import { fieldLabel } from './fieldLabel';
import { valueText, withVisibleEnds } from './valueText';

const t = englishTexts();

function aChange(overrides: Partial<FieldChange> = {}): FieldChange {
  return {
    path: 'image.tag',
    section: 'image',
    kind: 'changed',
    from: '2.3',
    to: '2.4',
    ...overrides,
  };
}

describe('changesText', () => {
  it.each([
    {
      does: 'tells short values',
      changes: [aChange()],
      want: 'image.tag 2.3 → 2.4',
    },
    {
      does: 'only names long ones',
      changes: [aChange({ to: 'x'.repeat(100) })],
      want: 'image.tag changed',
    },
    {
      does: 'never tells a secret',
      changes: [
        aChange({ path: 'DB_PASSWORD', secret: true, from: 'a', to: 'b' }),
      ],
      want: 'secret DB_PASSWORD changed',
    },
    {
      does: 'counts from the third on',
      changes: [
        aChange(),
        aChange({ path: 'env[A]', kind: 'added' }),
        aChange(),
        aChange(),
      ],
      want: 'image.tag 2.3 → 2.4, env[A] added, +2 more',
    },
  ])('$does', ({ changes, want }) => {
    expect(changesText({ number: 2, changes }, t)).toBe(want);
  });

  it('says that the first revision is the first', () => {
    expect(changesText({ number: 1, changes: [] }, t)).toBe('first revision');
  });
});

describe('fieldLabel', () => {
  it.each([
    { path: 'image.tag', want: 'Tag' },
    { path: 'env[LOG_LEVEL]', want: 'LOG_LEVEL' },
    { path: 'interfaces[http].port', want: 'http › Port' },
    { path: 'interfaces[http]', want: 'http' },
    { path: 'lifecycle.preStop', want: 'lifecycle.preStop' },
  ])('calls $path $want', ({ path, want }) => {
    expect(fieldLabel(path, t)).toBe(want);
  });
});

describe('valueText', () => {
  it('shows a new variable by its value, since its name stands beside it', () => {
    expect(valueText({ name: 'A', value: 'x=y' })).toBe('x=y');
  });

  it('shows an object as YAML', () => {
    expect(valueText({ name: 'http', port: 80 })).toBe('name: http\nport: 80');
  });

  it('has nothing to show for nothing', () => {
    expect(valueText(undefined)).toBeUndefined();
  });

  it('makes blanks at the ends visible, and leaves those within', () => {
    expect(withVisibleEnds('  a b ')).toBe('··a b·');
  });
});
