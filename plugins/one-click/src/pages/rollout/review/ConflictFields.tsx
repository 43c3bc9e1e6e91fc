import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { SaveConflict } from '@one-click/backstage-plugin-one-click-common';
import { MONOSPACE } from '../../../components/monospace';
import { fieldLabel } from '../../../diff/fieldLabel';
import { valueText } from '../../../diff/valueText';
import { useTexts } from '../../../translation';
import type { Keep } from './mergeDraft';

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    item: {
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
    values: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(180px, 100%), 1fr))',
      gap: theme.spacing(1, 2),
      margin: theme.spacing(0.5, 0),
    },
    label: { color: theme.palette.textSubtle },
    value: {
      fontFamily: MONOSPACE,
      fontSize: 13,
      margin: 0,
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'OneClickConflictFields' },
);

type Clash = SaveConflict['clashes'][number];

export interface ConflictFieldsProps {
  readonly conflict: SaveConflict;
  readonly baseRevision: number;
  readonly keep: Readonly<Record<string, Keep>>;
  readonly onKeep: (path: string, whose: Keep) => void;
}

/** The fields that both sides changed, each with its three values and no choice made beforehand. */
export function ConflictFields(props: ConflictFieldsProps) {
  const { conflict, baseRevision, keep, onKeep } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <ul className={classes.list}>
      {conflict.clashes.map(clash => (
        <li key={clash.path} className={classes.item}>
          <Typography variant="subtitle2">
            {fieldLabel(clash.path, t)}
          </Typography>
          <dl className={classes.values}>
            <Value
              label={t('review.conflict.base', { revision: baseRevision })}
              value={clash.base}
            />
            <Value
              label={t('review.conflict.theirs', {
                revision: conflict.revision,
              })}
              value={clash.theirs}
            />
            <Value label={t('review.conflict.mine')} value={clash.mine} />
          </dl>
          <Choice
            clash={clash}
            keep={keep[clash.path]}
            onKeep={whose => onKeep(clash.path, whose)}
          />
        </li>
      ))}
    </ul>
  );
}

interface ValueProps {
  readonly label: string;
  readonly value: unknown;
}

function Value({ label, value }: ValueProps) {
  const classes = useStyles();
  const t = useTexts();
  return (
    <div>
      <Typography className={classes.label} component="dt" variant="caption">
        {label}
      </Typography>
      <dd className={classes.value}>
        {valueText(value) ?? t('review.diff.nothing')}
      </dd>
    </div>
  );
}

interface ChoiceProps {
  readonly clash: Clash;
  readonly keep: Keep | undefined;
  readonly onKeep: (whose: Keep) => void;
}

function Choice({ clash, keep, onKeep }: ChoiceProps) {
  const t = useTexts();
  return (
    <RadioGroup
      aria-label={t('review.conflict.keepFor', {
        path: fieldLabel(clash.path, t),
      })}
      onChange={(_, whose) => onKeep(whose === 'mine' ? 'mine' : 'theirs')}
      row
      value={keep ?? ''}
    >
      <FormControlLabel
        control={<Radio color="primary" size="small" />}
        label={t('review.conflict.keepTheirs')}
        value="theirs"
      />
      <FormControlLabel
        control={<Radio color="primary" size="small" />}
        label={t('review.conflict.keepMine')}
        value="mine"
      />
    </RadioGroup>
  );
}
