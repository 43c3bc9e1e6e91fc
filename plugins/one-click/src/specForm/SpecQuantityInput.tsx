import type { QuantityLike } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { useTexts } from '../translation';
import type { FieldKey } from '../draft/fieldKey';
import { memoryText, quantityAmount } from './quantityText';
import type { Resource } from './quantityText';
import { SpecTextInput } from './SpecTextInput';

export interface SpecQuantityInputProps {
  readonly fieldKey: FieldKey;
  readonly label: string;
  readonly resource: Resource;
  readonly value: QuantityLike | undefined;
  /** The same field of what the draft began from. */
  readonly baseValue: QuantityLike | undefined;
  readonly onChange: (value: QuantityLike | undefined) => void;
  /** A remark that belongs to the field, such as that a limit is missing. */
  readonly remark?: string | undefined;
}

function textOf(value: QuantityLike | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** A quantity in any form that Kubernetes takes: kept as typed, its meaning below. */
export function SpecQuantityInput(props: SpecQuantityInputProps) {
  const { fieldKey, label, resource, value, baseValue, onChange } = props;
  const t = useTexts();
  const amount = quantityAmount(value);
  const meaning = amount === undefined ? undefined : meaningOf(amount);
  function meaningOf(count: number) {
    return resource === 'cpu'
      ? t('change.scale.cores', { count })
      : memoryText(count);
  }
  return (
    <SpecTextInput
      baseValue={textOf(baseValue)}
      fieldKey={fieldKey}
      help={
        <>
          {meaning ?? t('form.absent')}
          {props.remark && <div>{props.remark}</div>}
        </>
      }
      label={label}
      mono
      onChange={onChange}
      value={textOf(value)}
    />
  );
}
