import { TextInput } from '../../../components/form/TextInput';
import { useTexts } from '../../../translation';

export interface NoteInputProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Why a change is made, for those who read the revisions later. */
export function NoteInput({ value, onChange }: NoteInputProps) {
  const t = useTexts();
  return (
    <TextInput
      help={t('review.noteHelp')}
      label={t('review.note')}
      onChange={onChange}
      value={value}
    />
  );
}
