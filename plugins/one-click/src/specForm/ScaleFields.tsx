import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { DEFAULT_REPLICAS } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { useId } from 'react';
import { useSpecEditor } from '../draft/SpecEditor';
import { useTexts } from '../translation';
import { putField } from './putField';
import { SpecNumberInput } from './SpecNumberInput';

const useStyles = makeStyles(
  theme => ({
    pair: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(200px, 100%), 1fr))',
      gap: theme.spacing(2),
    },
    label: { fontWeight: 500 },
  }),
  { name: 'OneClickScaleFields' },
);

export interface ScaleFieldsProps {
  /** How many instances run now, to start from when the number becomes fixed. */
  readonly runningNow?: number | undefined;
}

/** How many instances run: a fixed number, or between bounds. */
export function ScaleFields({ runningNow }: ScaleFieldsProps) {
  const classes = useStyles();
  const t = useTexts();
  const id = useId();
  const { spec, edit } = useSpecEditor();
  const isAutomatic = spec.horizontalScale !== undefined;
  const choose = (mode: string) =>
    edit(old =>
      mode === 'automatic' ? toAutomatic(old) : toFixed(old, runningNow),
    );
  return (
    <>
      <div>
        <Typography
          className={classes.label}
          component="div"
          id={id}
          variant="body2"
        >
          {t('change.scale.mode')}
        </Typography>
        <RadioGroup
          aria-labelledby={id}
          onChange={(_, mode) => choose(mode)}
          row
          value={isAutomatic ? 'automatic' : 'fixed'}
        >
          <FormControlLabel
            control={<Radio color="primary" size="small" />}
            label={t('change.scale.fixed')}
            value="fixed"
          />
          <FormControlLabel
            control={<Radio color="primary" size="small" />}
            label={t('change.scale.automatic')}
            value="automatic"
          />
        </RadioGroup>
      </div>
      {isAutomatic ? (
        <AutomaticFields runningNow={runningNow} />
      ) : (
        <FixedField />
      )}
    </>
  );
}

function toAutomatic(spec: RolloutSpecInput): RolloutSpecInput {
  const count = Math.max(1, spec.replicas ?? DEFAULT_REPLICAS);
  const { replicas: _, ...rest } = spec;
  return {
    ...rest,
    horizontalScale: { minReplicas: count, maxReplicas: count + 1 },
  };
}

function toFixed(
  spec: RolloutSpecInput,
  runningNow: number | undefined,
): RolloutSpecInput {
  const { horizontalScale, ...rest } = spec;
  const count = runningNow || horizontalScale?.minReplicas;
  return { ...rest, ...(count !== undefined && { replicas: count }) };
}

function FixedField() {
  const t = useTexts();
  const { spec, base, edit } = useSpecEditor();
  return (
    <SpecNumberInput
      baseValue={base && (base.replicas ?? DEFAULT_REPLICAS)}
      fieldKey="replicas"
      label={t('change.scale.replicas')}
      onChange={count => edit(old => putField(old, ['replicas'], count))}
      value={spec.replicas ?? DEFAULT_REPLICAS}
    />
  );
}

type Bound =
  | 'minReplicas'
  | 'maxReplicas'
  | 'targetCPUUtilizationPercentage'
  | 'targetMemoryUtilizationPercentage';

function AutomaticFields({ runningNow }: ScaleFieldsProps) {
  const classes = useStyles();
  const t = useTexts();
  const { requests } = useSpecEditor().spec.resources ?? {};
  return (
    <>
      {runningNow !== undefined && (
        <Typography variant="body2">
          {t('change.scale.startWith', { count: runningNow })}
        </Typography>
      )}
      <div className={classes.pair}>
        <BoundField bound="minReplicas" label={t('change.scale.from')} />
        <BoundField bound="maxReplicas" label={t('change.scale.to')} />
        <BoundField
          bound="targetCPUUtilizationPercentage"
          help={t(
            requests?.cpu === undefined
              ? 'change.scale.cpuTargetNeedsRequest'
              : 'change.scale.cpuTargetHelp',
          )}
          label={t('change.scale.cpuTarget')}
        />
        <BoundField
          bound="targetMemoryUtilizationPercentage"
          help={t(
            requests?.memory === undefined
              ? 'change.scale.memoryTargetNeedsRequest'
              : 'change.scale.targetHelp',
          )}
          label={t('change.scale.memoryTarget')}
        />
      </div>
    </>
  );
}

interface BoundFieldProps {
  readonly bound: Bound;
  readonly label: string;
  readonly help?: string | undefined;
}

function BoundField({ bound, label, help }: BoundFieldProps) {
  const { spec, base, edit } = useSpecEditor();
  return (
    <SpecNumberInput
      baseValue={base?.horizontalScale?.[bound]}
      fieldKey={`horizontalScale.${bound}`}
      help={help}
      label={label}
      onChange={value =>
        edit(old => putField(old, ['horizontalScale', bound], value))
      }
      value={spec.horizontalScale?.[bound]}
    />
  );
}
