import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  formatQuantity,
  isQuantity,
  multiplyQuantity,
  parseQuantity,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { useSpecEditor } from '../draft/SpecEditor';
import { useTexts } from '../translation';
import { putField } from './putField';
import type { Resource } from './quantityText';
import { SpecQuantityInput } from './SpecQuantityInput';

const useStyles = makeStyles(
  theme => ({
    grid: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
      gap: theme.spacing(2),
    },
    // Upper case would turn 100m into 100M.
    preset: { textTransform: 'none' },
    presets: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
  }),
  { name: 'OneClickSizeFields' },
);

const PRESETS = {
  small: { cpu: '100m', memory: '128Mi' },
  medium: { cpu: '500m', memory: '512Mi' },
  large: { cpu: '1', memory: '2Gi' },
} as const;

/** What one instance asks for and may use. */
export function SizeFields() {
  const classes = useStyles();
  const t = useTexts();
  const { spec } = useSpecEditor();
  const hasMemoryLimit = spec.resources?.limits?.memory !== undefined;
  return (
    <>
      <Presets />
      <div className={classes.grid}>
        <SizeField bound="requests" resource="cpu" />
        <SizeField bound="limits" resource="cpu" />
        <SizeField bound="requests" resource="memory" />
        <SizeField
          bound="limits"
          remark={hasMemoryLimit ? undefined : t('change.scale.noMemoryLimit')}
          resource="memory"
        />
      </div>
      <Together />
    </>
  );
}

const LABELS = {
  requests: {
    cpu: 'change.scale.cpuRequest',
    memory: 'change.scale.memoryRequest',
  },
  limits: { cpu: 'change.scale.cpuLimit', memory: 'change.scale.memoryLimit' },
} as const;

interface SizeFieldProps {
  readonly bound: 'requests' | 'limits';
  readonly resource: Resource;
  readonly remark?: string | undefined;
}

function SizeField({ bound, resource, remark }: SizeFieldProps) {
  const t = useTexts();
  const { spec, base, edit } = useSpecEditor();
  return (
    <SpecQuantityInput
      baseValue={base?.resources?.[bound]?.[resource]}
      fieldKey={`resources.${bound}.${resource}`}
      label={t(LABELS[bound][resource])}
      onChange={value =>
        edit(old => putField(old, ['resources', bound, resource], value))
      }
      remark={remark}
      resource={resource}
      value={spec.resources?.[bound]?.[resource]}
    />
  );
}

function Presets() {
  const classes = useStyles();
  const t = useTexts();
  const { edit } = useSpecEditor();
  const fill = (preset: keyof typeof PRESETS) =>
    edit(old =>
      putField(old, ['resources', 'requests'], {
        ...old.resources?.requests,
        ...PRESETS[preset],
      }),
    );
  return (
    <div className={classes.presets}>
      <Typography variant="body2">{t('change.scale.presets')}</Typography>
      {(['small', 'medium', 'large'] as const).map(preset => (
        <Button
          key={preset}
          className={classes.preset}
          onClick={() => fill(preset)}
          size="small"
          variant="outlined"
        >
          {t(`change.scale.preset.${preset}`)}
        </Button>
      ))}
    </div>
  );
}

/** How many instances there may be at most. */
export function mostInstances(spec: RolloutSpecInput): number {
  return spec.horizontalScale?.maxReplicas ?? spec.replicas ?? 1;
}

function Together() {
  const t = useTexts();
  const { spec } = useSpecEditor();
  const count = mostInstances(spec);
  const { cpu, memory } = spec.resources?.requests ?? {};
  const lines = [
    ...(isQuantity(cpu)
      ? [t('change.scale.togetherCpu', product(cpu, count))]
      : []),
    ...(isQuantity(memory)
      ? [t('change.scale.togetherMemory', product(memory, count))]
      : []),
  ];
  if (lines.length === 0) {
    return null;
  }
  return (
    <Typography variant="body2">
      {t('change.scale.together')}: {lines.join(' · ')}
    </Typography>
  );
}

function product(each: string | number, count: number) {
  const sum = multiplyQuantity(parseQuantity(each), count);
  return { count, each: String(each), sum: formatQuantity(sum) };
}
