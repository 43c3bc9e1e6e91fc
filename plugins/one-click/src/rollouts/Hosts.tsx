import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';
import { ElsewhereLink } from '../components/ElsewhereLink';
import { usePaths } from '../routing';
import { useTexts } from '../translation';

type Host = RolloutSummary['hosts'][number];

const useStyles = makeStyles(
  theme => ({
    more: {
      display: 'inline-block',
      minWidth: 24,
      lineHeight: '24px',
      textAlign: 'center',
    },
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1),
      minWidth: 0,
    },
  }),
  { name: 'OneClickHosts' },
);

/** The address of a host, or nothing for one that stands for many. */
export function hostUrl({ host, path, tls }: Host): string | undefined {
  if (!host || host.startsWith('*')) {
    return undefined;
  }
  return `${tls ? 'https' : 'http'}://${host}${path === '/' ? '' : path}`;
}

export interface HostsProps {
  readonly rollout: RolloutSummary;
  /** How many are shown before the rest is a number; 1 by default. */
  readonly max?: number | undefined;
}

/** The addresses of a rollout as links, the rest as a count. */
export function Hosts({ rollout, max = 1 }: HostsProps) {
  const classes = useStyles();
  const t = useTexts();
  const paths = usePaths();
  const { hosts } = rollout;
  if (hosts.length === 0) {
    return <>–</>;
  }
  const ref = { project: rollout.project, rollout: rollout.name };
  const rest = hosts.length - max;
  return (
    <span className={classes.root}>
      {hosts.slice(0, max).map(host => (
        <OneHost key={`${host.host}${host.path}`} host={host} />
      ))}
      {rest > 0 && (
        <Link
          aria-label={t('rollouts.moreHosts', { count: rest })}
          className={classes.more}
          to={paths.rollout(ref, 'network')}
        >
          +{rest}
        </Link>
      )}
    </span>
  );
}

function OneHost({ host }: { readonly host: Host }) {
  const url = hostUrl(host);
  const text = `${host.host}${host.path === '/' ? '' : host.path}`;
  return url ? <ElsewhereLink href={url}>{text}</ElsewhereLink> : <>{text}</>;
}
