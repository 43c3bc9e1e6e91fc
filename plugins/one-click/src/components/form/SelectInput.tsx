import OutlinedInput from '@material-ui/core/OutlinedInput';
import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import { Field, labelIdOf } from './Field';
import type { FieldFacts } from './Field';

/** One choice: its value and the words for it. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface SelectInputProps extends FieldFacts {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly Choice[];
}

/** A choice of a few. A value that is not among them is shown and kept. */
export function SelectInput(props: SelectInputProps) {
  const { value, onChange, choices, ...facts } = props;
  const isListed = choices.some(choice => choice.value === value);
  const all = isListed ? choices : [{ value, text: value }, ...choices];
  return (
    <Field {...facts}>
      {({ id, ...links }) => (
        <Select
          displayEmpty
          fullWidth
          labelId={labelIdOf(id)}
          input={<OutlinedInput margin="dense" />}
          onChange={event => onChange(String(event.target.value))}
          SelectDisplayProps={{
            id,
            'aria-describedby': links['aria-describedby'],
          }}
          value={value}
        >
          {all.map(choice => (
            <MenuItem key={choice.value} value={choice.value}>
              {choice.text}
            </MenuItem>
          ))}
        </Select>
      )}
    </Field>
  );
}
