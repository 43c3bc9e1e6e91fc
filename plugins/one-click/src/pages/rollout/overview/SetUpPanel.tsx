import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { Panel } from '../../../components/Panel';
import { usePaths } from '../../../routing';
import { imageText } from '../../../rollouts/imageText';
import { useTexts } from '../../../translation';
import { setUpRows } from './setUpRows';

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0 },
    row: {
      display: 'grid',
      gridTemplateColumns: '112px minmax(0, 1fr)',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.75, 0),
    },
    value: { margin: 0, overflowWrap: 'anywhere' },
  }),
  { name: 'OneClickSetUpPanel' },
);

/** How the rollout is set up, each part leading to where it is changed. */
export function SetUpPanel({ rollout }: { readonly rollout: RolloutDetail }) {
  const classes = useStyles();
  const t = useTexts();
  const paths = usePaths();
  const ref = { project: rollout.project, rollout: rollout.name };
  const rows = setUpRows(rollout.spec, {
    t,
    image: imageText(rollout.image),
  });
  return (
    <Panel title={t('rollout.overview.setUp')}>
      <dl className={classes.list}>
        {rows.map(({ label, lines, section }) => (
          <div key={label} className={classes.row}>
            <Typography component="dt" variant="body2">
              {section ? (
                <Link to={paths.rollout(ref, section)}>{label}</Link>
              ) : (
                label
              )}
            </Typography>
            <Typography
              className={classes.value}
              component="dd"
              variant="body2"
            >
              {lines.map(line => (
                <div key={line}>{line}</div>
              ))}
            </Typography>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
