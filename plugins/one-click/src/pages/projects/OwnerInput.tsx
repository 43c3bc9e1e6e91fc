import { SelectInput } from '../../components/form/SelectInput';
import { useEntityNames } from '../../components/useEntityNames';
import { useTexts } from '../../translation';

export interface OwnerInputProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Entity references to choose from. */
  readonly owners: readonly string[];
  readonly error?: string | undefined;
}

/** The owner of a project, among the reader's own groups. */
export function OwnerInput(props: OwnerInputProps) {
  const { value, onChange, owners, error } = props;
  const t = useTexts();
  const nameOf = useEntityNames(owners);
  return (
    <SelectInput
      choices={owners.map(owner => ({ value: owner, text: nameOf(owner) }))}
      error={error}
      help={t('projects.create.ownerHelp')}
      label={t('projects.create.owner')}
      onChange={onChange}
      required
      value={value}
    />
  );
}
