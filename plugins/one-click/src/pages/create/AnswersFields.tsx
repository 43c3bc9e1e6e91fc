import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';
import { useClusters } from '../../api/queries';
import { SwitchInput } from '../../components/form/SwitchInput';
import { useSpecEditor } from '../../draft/SpecEditor';
import {
  addInterface,
  changeInterface,
} from '../../specForm/network/interfaceEdits';
import type { Interface } from '../../specForm/network/interfaceEdits';
import { SpecNumberInput } from '../../specForm/SpecNumberInput';
import { SpecTextInput } from '../../specForm/SpecTextInput';
import { useTexts } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    label: { fontWeight: 500 },
    grid: {
      display: 'grid',
      gridTemplateColumns: 'minmax(100px, 160px) minmax(0, 1fr) auto',
      alignItems: 'start',
      gap: theme.spacing(2),
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    beside: { marginTop: 24 },
  }),
  { name: 'OneClickAnswersFields' },
);

/** Whether the program answers requests, on which port, and at which public address. */
export function AnswersFields({ cluster }: { readonly cluster: string }) {
  const classes = useStyles();
  const t = useTexts();
  const id = useId();
  const { spec, edit } = useSpecEditor();
  const first = spec.interfaces?.[0];
  const choose = (answer: string) =>
    edit(old => {
      const { interfaces: _, ...rest } = old;
      return answer === 'yes' ? addInterface(rest) : rest;
    });
  return (
    <div>
      <Typography
        className={classes.label}
        component="div"
        id={id}
        variant="body2"
      >
        {t('create.answers')}
      </Typography>
      <RadioGroup
        aria-labelledby={id}
        onChange={(_, answer) => choose(answer)}
        row
        value={first ? 'yes' : 'no'}
      >
        {(['yes', 'no'] as const).map(answer => (
          <FormControlLabel
            key={answer}
            control={<Radio color="primary" size="small" />}
            label={t(`create.${answer}`)}
            value={answer}
          />
        ))}
      </RadioGroup>
      {first && <FirstInterface cluster={cluster} item={first} />}
    </div>
  );
}

interface FirstInterfaceProps {
  readonly item: Interface;
  readonly cluster: string;
}

function FirstInterface({ item, cluster }: FirstInterfaceProps) {
  const classes = useStyles();
  const t = useTexts();
  const { edit } = useSpecEditor();
  const rule = item.ingress?.rules[0];
  const putAddress = (host: string | undefined, tls: boolean) =>
    edit(
      changeInterface(0, {
        ingress: host
          ? { rules: [{ host, path: '/', ...(tls && { tls }) }] }
          : undefined,
      }),
    );
  return (
    <div className={classes.grid}>
      <SpecNumberInput
        baseValue={undefined}
        fieldKey="interfaces.0.port"
        help={t('change.network.portHelp')}
        label={t('create.port')}
        onChange={port => edit(changeInterface(0, { port: port ?? 0 }))}
        required
        value={item.port}
      />
      <SpecTextInput
        baseValue={undefined}
        fieldKey="interfaces.0.ingress.rules.0.host"
        help={<HostHelp cluster={cluster} />}
        label={t('create.host')}
        mono
        onChange={host => putAddress(host, rule?.tls === true)}
        value={rule?.host}
      />
      <div className={classes.beside}>
        <SwitchInput
          checked={rule?.tls === true}
          label={t('create.tls')}
          onChange={tls => putAddress(rule?.host, tls)}
        />
      </div>
    </div>
  );
}

function HostHelp({ cluster }: { readonly cluster: string }) {
  const t = useTexts();
  const { data } = useClusters();
  const classes = data?.find(({ name }) => name === cluster)?.ingressClasses;
  return (
    <>
      {t(classes?.length === 0 ? 'change.network.noClass' : 'create.hostHelp')}
    </>
  );
}
