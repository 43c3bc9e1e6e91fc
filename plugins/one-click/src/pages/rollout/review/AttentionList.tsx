import Typography from '@material-ui/core/Typography';
import { sectionLabel } from '../../../diff/FieldDiff';
import { fieldLabel } from '../../../diff/fieldLabel';
import { sectionOfKey } from '../../../draft/fieldKey';
import { keyToPath } from '../../../draft/keyToPath';
import { useDraft } from '../../../draft/useDraft';
import { useTexts } from '../../../translation';

/** The fields that need attention before the draft can be saved, once that was tried. */
export function AttentionList() {
  const t = useTexts();
  const { errors, errorOf, spec } = useDraft();
  const shown = [...errors.keys()].filter(key => errorOf(key) !== undefined);
  if (shown.length === 0) {
    return null;
  }
  const fields = shown
    .map(key => {
      const section = sectionLabel(sectionOfKey(key), t);
      return `${section} › ${fieldLabel(keyToPath(key, spec), t)}`;
    })
    .join(', ');
  return (
    <Typography component="div" role="alert" variant="caption">
      {t('review.bar.attention', { count: shown.length, fields })}
    </Typography>
  );
}
