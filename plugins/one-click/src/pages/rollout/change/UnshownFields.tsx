import Typography from '@material-ui/core/Typography';
import { useSpecEditor } from '../../../draft/SpecEditor';
import { useTexts } from '../../../translation';
import type { ChangeSectionProps } from './ChangeSection';
import { unshownFields } from './unshownFields';

/** Says which fields of a section the form leaves as they are. */
export function UnshownFields({
  section,
}: Pick<ChangeSectionProps, 'section'>) {
  const t = useTexts();
  const { spec } = useSpecEditor();
  const fields = unshownFields(spec, section);
  return fields.length > 0 ? (
    <Typography variant="caption">
      {t('change.elsewhere', {
        count: fields.length,
        fields: fields.join(', '),
      })}
    </Typography>
  ) : null;
}
