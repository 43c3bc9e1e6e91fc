import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { serviceName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { CopyButton } from '../../components/CopyButton';
import { SelectInput } from '../../components/form/SelectInput';
import { MONOSPACE } from '../../components/monospace';
import { Panel } from '../../components/Panel';
import { RemoveIcon } from '../../components/icons';
import { useSpecEditor } from '../../draft/SpecEditor';
import { useTexts } from '../../translation';
import { SpecNumberInput } from '../SpecNumberInput';
import { SpecTextInput } from '../SpecTextInput';
import { useWas } from '../useWas';
import { AddressFields } from './AddressFields';
import { changeInterface } from './interfaceEdits';
import type { Interface } from './interfaceEdits';

const useStyles = makeStyles(
  theme => ({
    grid: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(160px, 100%), 1fr))',
      gap: theme.spacing(2),
    },
    fields: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
    address: {
      display: 'flex',
      alignItems: 'center',
      minWidth: 0,
      overflowWrap: 'anywhere',
      fontFamily: MONOSPACE,
      fontSize: 13,
    },
  }),
  { name: 'OneClickInterfaceFields' },
);

/** Where the rollout lives, which its addresses in the cluster contain. */
export interface NetworkPlace {
  /** The rollout's name; empty while it has none. */
  readonly rollout: string;
  readonly namespace: string;
  readonly cluster: string;
}

export interface InterfaceFieldsProps {
  readonly item: Interface;
  readonly index: number;
  readonly place: NetworkPlace;
  readonly onRemove: () => void;
}

/** One interface: its port, its address in the cluster, its public addresses. */
export function InterfaceFields(props: InterfaceFieldsProps) {
  const { item, index, place, onRemove } = props;
  const classes = useStyles();
  const t = useTexts();
  const { base } = useSpecEditor();
  const baseItem = base?.interfaces?.find(({ name }) => name === item.name);
  const title = item.name || t('change.network.unnamed');
  return (
    <Panel
      beside={
        <Button
          aria-label={t('change.network.remove', { name: title })}
          onClick={onRemove}
          size="small"
          startIcon={<RemoveIcon />}
        >
          {t('change.network.removeShort')}
        </Button>
      }
      title={title}
    >
      <div className={classes.fields}>
        <ClusterAddress item={item} place={place} />
        <Ports baseItem={baseItem} index={index} item={item} />
        <AddressFields
          baseItem={baseItem}
          cluster={place.cluster}
          index={index}
          item={item}
        />
      </div>
    </Panel>
  );
}

function ClusterAddress(props: Pick<InterfaceFieldsProps, 'item' | 'place'>) {
  const { item, place } = props;
  const classes = useStyles();
  const t = useTexts();
  if (!item.name || !place.rollout) {
    return null;
  }
  const service = serviceName(place.rollout, item.name);
  const address = `${service}.${place.namespace}:${item.port}`;
  return (
    <Typography component="div" variant="body2">
      {t('change.network.inCluster')}
      <span className={classes.address}>
        {address}
        <CopyButton text={address} what={t('change.network.clusterAddress')} />
      </span>
    </Typography>
  );
}

interface PortsProps {
  readonly item: Interface;
  readonly baseItem: Interface | undefined;
  readonly index: number;
}

function Ports({ item, baseItem, index }: PortsProps) {
  const classes = useStyles();
  const t = useTexts();
  const { edit } = useSpecEditor();
  const key = `interfaces.${index}`;
  return (
    <div className={classes.grid}>
      <SpecTextInput
        baseValue={baseItem?.name ?? item.name}
        fieldKey={`${key}.name`}
        label={t('change.network.name')}
        mono
        onChange={name => edit(changeInterface(index, { name: name ?? '' }))}
        required
        value={item.name}
      />
      <SpecNumberInput
        baseValue={baseItem?.port ?? item.port}
        fieldKey={`${key}.port`}
        help={t('change.network.portHelp')}
        label={t('change.network.port')}
        onChange={port => edit(changeInterface(index, { port: port ?? 0 }))}
        required
        value={item.port}
      />
      <SpecNumberInput
        baseValue={baseItem?.targetPort}
        fieldKey={`${key}.targetPort`}
        help={t('change.network.targetPortHelp')}
        label={t('change.network.targetPort')}
        onChange={targetPort => edit(changeInterface(index, { targetPort }))}
        value={item.targetPort}
      />
      <Protocol baseItem={baseItem} index={index} item={item} />
    </div>
  );
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

function Protocol({ item, baseItem, index }: PortsProps) {
  const t = useTexts();
  const { edit, errorOf } = useSpecEditor();
  const value = item.protocol ?? 'TCP';
  const baseValue = baseItem?.protocol ?? 'TCP';
  const was = useWas(value, baseItem ? baseValue : value);
  const put = (text: string) => {
    const protocol = PROTOCOLS.find(each => each === text && each !== 'TCP');
    edit(changeInterface(index, { protocol }));
  };
  return (
    <SelectInput
      choices={PROTOCOLS.map(each => ({ value: each, text: each }))}
      error={errorOf(`interfaces.${index}.protocol`)}
      label={t('change.network.protocol')}
      onChange={put}
      onUndo={() => put(baseValue)}
      value={value}
      was={was}
    />
  );
}
