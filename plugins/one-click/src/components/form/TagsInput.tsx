import Chip from '@material-ui/core/Chip';
import TextField from '@material-ui/core/TextField';
import { Autocomplete } from '@material-ui/lab';
import { Field } from './Field';
import type { FieldFacts } from './Field';

export interface TagsInputProps extends FieldFacts {
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
}

/** A few short words; Enter or a comma ends each, and leaving the field does. */
export function TagsInput({ value, onChange, ...facts }: TagsInputProps) {
  return (
    <Field {...facts}>
      {({ id }) => (
        <Autocomplete<string, true, false, true>
          autoSelect
          freeSolo
          id={id}
          multiple
          onChange={(_, tags) => onChange(tidy(tags))}
          options={[]}
          renderInput={params => (
            <TextField
              {...params}
              size="small"
              variant="outlined"
              InputLabelProps={{}}
            />
          )}
          renderTags={(tags, getTagProps) =>
            tags.map((tag, index) => (
              <Chip
                {...withoutKey(getTagProps({ index }))}
                key={tag}
                label={tag}
                size="small"
                variant="outlined"
              />
            ))
          }
          value={[...value]}
        />
      )}
    </Field>
  );
}

/** React takes a key only when it is written out. */
function withoutKey(props: object): object {
  const { key: _, ...rest } = { key: undefined, ...props };
  return rest;
}

function tidy(tags: readonly string[]): string[] {
  const words = tags.flatMap(tag => tag.split(',')).map(tag => tag.trim());
  return [...new Set(words.filter(Boolean))];
}
