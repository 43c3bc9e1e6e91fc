import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { SwitchInput } from '../../components/form/SwitchInput';
import { RemoveIcon } from '../../components/icons';
import { useTexts } from '../../translation';
import { SpecTextInput } from '../SpecTextInput';
import type { Address, Patch } from './interfaceEdits';

const useStyles = makeStyles(
  theme => ({
    row: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr) auto auto',
      alignItems: 'start',
      gap: theme.spacing(1, 2),
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr) auto',
        '& > :nth-child(-n + 2)': { gridColumn: '1 / -1' },
      },
    },
    // In line with inputs that have a label above them.
    beside: { marginTop: 24 },
  }),
  { name: 'OneClickOneAddress' },
);

export interface OneAddressProps {
  readonly rule: Address;
  readonly baseRule: Address | undefined;
  readonly fieldKey: string;
  readonly onChange: (patch: Patch<Address>) => void;
  readonly onRemove: () => void;
}

/** One public address: host, path and whether it is encrypted. */
export function OneAddress(props: OneAddressProps) {
  const { rule, baseRule, fieldKey, onChange, onRemove } = props;
  const classes = useStyles();
  const t = useTexts();
  const removeLabel = t('change.network.removeAddress', { host: rule.host });
  return (
    <div className={classes.row}>
      <SpecTextInput
        baseValue={baseRule?.host ?? ''}
        fieldKey={`${fieldKey}.host`}
        help={t(
          rule.host ? 'change.network.hostHelp' : 'change.network.anyHost',
        )}
        label={t('change.network.host')}
        mono
        onChange={host => onChange({ host: host ?? '' })}
        value={rule.host}
      />
      <SpecTextInput
        baseValue={baseRule?.path ?? '/'}
        fieldKey={`${fieldKey}.path`}
        label={t('change.network.path')}
        mono
        onChange={path => onChange({ path })}
        value={rule.path ?? ''}
      />
      <div className={classes.beside}>
        <SwitchInput
          checked={rule.tls === true}
          label={t('change.network.tls')}
          onChange={tls => onChange({ tls: tls || undefined })}
        />
        {!rule.tls && (
          <Typography component="div" variant="caption">
            {t('change.network.tlsOff')}
          </Typography>
        )}
      </div>
      <Tooltip title={removeLabel}>
        <IconButton
          aria-label={removeLabel}
          className={classes.beside}
          onClick={onRemove}
          size="small"
        >
          <RemoveIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </div>
  );
}
