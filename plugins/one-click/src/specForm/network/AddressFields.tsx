import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useClusters } from '../../api/queries';
import { SelectInput } from '../../components/form/SelectInput';
import { AddIcon } from '../../components/icons';
import { useSpecEditor } from '../../draft/SpecEditor';
import { useTexts } from '../../translation';
import { useWas } from '../useWas';
import {
  addAddress,
  changeAddress,
  changeInterface,
  removeAddress,
} from './interfaceEdits';
import type { Ingress, Interface } from './interfaceEdits';
import { OneAddress } from './OneAddress';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
    title: { fontWeight: 500 },
    class: { maxWidth: 360 },
  }),
  { name: 'OneClickAddressFields' },
);

export interface AddressFieldsProps {
  readonly item: Interface;
  readonly baseItem: Interface | undefined;
  readonly index: number;
  readonly cluster: string;
}

/** The public addresses of an interface. */
export function AddressFields(props: AddressFieldsProps) {
  const { item, baseItem, index, cluster } = props;
  const classes = useStyles();
  const t = useTexts();
  const { edit } = useSpecEditor();
  const { ingress } = item;
  const put = (next: Ingress | undefined) =>
    edit(changeInterface(index, { ingress: next }));
  return (
    <div className={classes.root}>
      <Typography className={classes.title} variant="body2">
        {t('change.network.addresses')}
      </Typography>
      {ingress && (
        <div className={classes.class}>
          <IngressClass {...props} ingress={ingress} />
        </div>
      )}
      {(ingress?.rules ?? []).map((rule, at) => (
        <OneAddress
          // Hosts change while they are typed; places do not.
          key={at}
          baseRule={baseItem?.ingress?.rules[at]}
          fieldKey={`interfaces.${index}.ingress.rules.${at}`}
          onChange={patch => ingress && put(changeAddress(ingress, at, patch))}
          onRemove={() => ingress && put(removeAddress(ingress, at))}
          rule={rule}
        />
      ))}
      <AddAddress cluster={cluster} onAdd={() => put(addAddress(item))} />
      <Annotations ingress={ingress} />
    </div>
  );
}

function useClasses(cluster: string) {
  const { data } = useClusters();
  return data?.find(({ name }) => name === cluster)?.ingressClasses;
}

interface IngressClassProps extends AddressFieldsProps {
  readonly ingress: Ingress;
}

function IngressClass(props: IngressClassProps) {
  const { ingress, baseItem, index, cluster } = props;
  const t = useTexts();
  const { edit, errorOf } = useSpecEditor();
  const known = useClasses(cluster) ?? [];
  const value = ingress.ingressClass ?? '';
  const baseValue = baseItem?.ingress?.ingressClass ?? '';
  const was = useWas(value, baseItem?.ingress ? baseValue : value);
  const put = (name: string) => {
    const { ingressClass: _, ...rest } = ingress;
    edit(
      changeInterface(index, {
        ingress: name ? { ...rest, ingressClass: name } : rest,
      }),
    );
  };
  return (
    <SelectInput
      choices={[
        { value: '', text: t('change.network.classDefault') },
        ...known.map(({ name, isDefault }) => ({
          value: name,
          text: isDefault ? t('change.network.classNamed', { name }) : name,
        })),
      ]}
      error={errorOf(`interfaces.${index}.ingress.ingressClass`)}
      label={t('change.network.class')}
      onChange={put}
      onUndo={() => put(baseValue)}
      value={value}
      was={was}
    />
  );
}

interface AddAddressProps {
  readonly cluster: string;
  readonly onAdd: () => void;
}

function AddAddress({ cluster, onAdd }: AddAddressProps) {
  const t = useTexts();
  const known = useClasses(cluster);
  return (
    <div>
      {known?.length === 0 && (
        <Typography variant="body2">{t('change.network.noClass')}</Typography>
      )}
      <Button
        onClick={onAdd}
        size="small"
        startIcon={<AddIcon />}
        variant="outlined"
      >
        {t('change.network.addAddress')}
      </Button>
    </div>
  );
}

function Annotations({ ingress }: { readonly ingress: Ingress | undefined }) {
  const t = useTexts();
  const count = Object.keys(ingress?.annotations ?? {}).length;
  return count > 0 ? (
    <Typography variant="caption">
      {t('change.network.annotations', { count })}
    </Typography>
  ) : null;
}
