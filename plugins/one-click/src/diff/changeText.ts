import type {
  FieldChange,
  Revision,
} from '@one-click/backstage-plugin-one-click-common';
import type { Texts } from '../translation';
import { valueText } from './valueText';

/** More than this many fields are a count. */
const MAX_NAMED = 2;
const MAX_VALUE_LENGTH = 24;

function isShort(value: string | undefined): value is string {
  return (
    value !== undefined &&
    value.length <= MAX_VALUE_LENGTH &&
    !value.includes('\n')
  );
}

/** One changed field in a few words: `image.tag 2.3 → 2.4`. */
export function changeText(change: FieldChange, t: Texts): string {
  const { path, kind } = change;
  if (change.secret) {
    return t('revisions.change.secret', { path });
  }
  const from = valueText(change.from);
  const to = valueText(change.to);
  return kind === 'changed' && isShort(from) && isShort(to)
    ? t('revisions.change.fromTo', { path, from, to })
    : t(`revisions.change.${kind}`, { path });
}

/** The first changed fields of a revision in words, and how many more. */
export function changesText(
  { number, changes }: Pick<Revision, 'number' | 'changes'>,
  t: Texts,
): string {
  if (changes.length === 0) {
    return number === 1 ? t('revisions.first') : '–';
  }
  const named = changes
    .slice(0, MAX_NAMED)
    .map(change => changeText(change, t));
  const rest = changes.length - MAX_NAMED;
  return rest > 0
    ? [...named, t('revisions.more', { count: rest })].join(', ')
    : named.join(', ');
}
