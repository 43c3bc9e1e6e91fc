import { TextInput } from '../components/form/TextInput';
import type { TextInputProps } from '../components/form/TextInput';
import { useSpecEditor } from '../draft/SpecEditor';
import type { FieldKey } from '../draft/fieldKey';
import { useWas } from './useWas';

export interface SpecTextInputProps
  extends Omit<
    TextInputProps,
    'value' | 'onChange' | 'onBlur' | 'error' | 'was' | 'onUndo'
  > {
  readonly fieldKey: FieldKey;
  readonly value: string | undefined;
  /** The same field of what the draft began from. */
  readonly baseValue: string | undefined;
  /** Gets `undefined` where an optional field was emptied. */
  readonly onChange: (value: string | undefined) => void;
}

/** A text of a spec; where it is optional, an empty one means none. */
export function SpecTextInput(props: SpecTextInputProps) {
  const { fieldKey, value, baseValue, onChange, ...rest } = props;
  const editor = useSpecEditor();
  const was = useWas(value ?? '', baseValue ?? '');
  return (
    <TextInput
      {...rest}
      error={editor.errorOf(fieldKey)}
      onBlur={() => editor.touch(fieldKey)}
      onChange={text =>
        onChange(text === '' && !rest.required ? undefined : text)
      }
      onUndo={() => onChange(baseValue)}
      value={value ?? ''}
      was={was}
    />
  );
}
