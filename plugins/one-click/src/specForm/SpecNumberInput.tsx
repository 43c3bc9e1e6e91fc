import { TextInput } from '../components/form/TextInput';
import type { TextInputProps } from '../components/form/TextInput';
import { useSpecEditor } from '../draft/SpecEditor';
import type { FieldKey } from '../draft/fieldKey';
import { useWas } from './useWas';

export interface SpecNumberInputProps
  extends Omit<
    TextInputProps,
    | 'value'
    | 'onChange'
    | 'onBlur'
    | 'error'
    | 'was'
    | 'onUndo'
    | 'inputMode'
    | 'mono'
  > {
  readonly fieldKey: FieldKey;
  readonly value: number | undefined;
  /** The same field of what the draft began from. */
  readonly baseValue: number | undefined;
  /** Gets `undefined` where the field was emptied. */
  readonly onChange: (value: number | undefined) => void;
}

const WHOLE = /^\d{1,15}$/;

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

/** A whole number of a spec. What is typed and is none stays in the field, as an error. */
export function SpecNumberInput(props: SpecNumberInputProps) {
  const { fieldKey, value, baseValue, onChange, ...rest } = props;
  const editor = useSpecEditor();
  const text = editor.texts[fieldKey] ?? textOf(value);
  const was = useWas(text, textOf(baseValue));
  const change = (typed: string) => {
    const trimmed = typed.trim();
    const isNone = trimmed === '' && !rest.required;
    if (!isNone && !WHOLE.test(trimmed)) {
      editor.setText(fieldKey, typed);
      return;
    }
    editor.setText(fieldKey, undefined);
    onChange(isNone ? undefined : Number(trimmed));
  };
  return (
    <TextInput
      {...rest}
      error={editor.errorOf(fieldKey)}
      inputMode="numeric"
      onBlur={() => editor.touch(fieldKey)}
      onChange={change}
      onUndo={() => change(textOf(baseValue))}
      value={text}
      was={was}
    />
  );
}
