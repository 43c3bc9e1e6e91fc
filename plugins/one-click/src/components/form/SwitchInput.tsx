import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';

export interface SwitchInputProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A yes or no. */
export function SwitchInput({ label, checked, onChange }: SwitchInputProps) {
  return (
    <FormControlLabel
      control={
        <Checkbox
          checked={checked}
          color="primary"
          onChange={event => onChange(event.target.checked)}
          size="small"
        />
      }
      label={label}
    />
  );
}
