import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Problem,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';
import { useState } from 'react';
import { MONOSPACE } from '../../../components/monospace';
import { useHealthTexts } from '../../../health/useHealthTexts';
import { imageText } from '../../../rollouts/imageText';
import { useTexts } from '../../../translation';
import type { Texts } from '../../../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(0.5),
      minWidth: 0,
    },
    chain: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1),
      margin: 0,
      padding: 0,
      listStyle: 'none',
      overflowWrap: 'anywhere',
      '& li + li::before': {
        content: '"→"',
        marginRight: theme.spacing(1),
        color: theme.palette.textSubtle,
      },
    },
    message: {
      fontFamily: MONOSPACE,
      fontSize: 13,
      margin: 0,
      maxWidth: '100%',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
    short: {
      display: '-webkit-box',
      WebkitLineClamp: 3,
      WebkitBoxOrient: 'vertical',
      overflow: 'hidden',
    },
  }),
  { name: 'OneClickProblemChain' },
);

/** Longer messages than about three lines are shown whole on demand. */
const LONG = 240;

export interface ProblemChainProps {
  readonly rollout: RolloutDetail;
  readonly problem: Problem;
}

/** From the rollout down to where it hurts, and the cluster's own words. */
export function ProblemChain({ rollout, problem }: ProblemChainProps) {
  const classes = useStyles();
  const t = useTexts();
  const message = problem.chain.at(-1)?.message;
  return (
    <div className={classes.root}>
      <Typography
        aria-label={t('rollout.problem.chain')}
        className={classes.chain}
        component="ol"
        variant="body2"
      >
        {problem.chain.map(({ kind, name }) => (
          <li key={`${kind} ${name}`}>
            {kind} {name}
          </li>
        ))}
      </Typography>
      {message && <Message message={message} />}
      <CopyForColleague problem={problem} rollout={rollout} />
    </div>
  );
}

function Message({ message }: { readonly message: string }) {
  const classes = useStyles();
  const t = useTexts();
  const [isWhole, setWhole] = useState(false);
  const isShort = !isWhole && message.length > LONG;
  return (
    <>
      <p className={`${classes.message} ${isShort ? classes.short : ''}`}>
        «{message}»
      </p>
      {isShort && (
        <Button onClick={() => setWhole(true)} size="small">
          {t('rollout.problem.wholeMessage')}
        </Button>
      )}
    </>
  );
}

function CopyForColleague({ rollout, problem }: ProblemChainProps) {
  const t = useTexts();
  const texts = useHealthTexts();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    const lines = [
      summaryLine(rollout, t),
      texts.effect(rollout.health),
      texts.cause(problem),
      problem.chain.map(({ kind, name }) => `${kind} ${name}`).join(' → '),
      ...problem.chain.flatMap(link => link.message ?? []),
      imageText(rollout.image),
      window.location.href,
    ];
    await navigator.clipboard.writeText(lines.join('\n'));
    setCopied(true);
  };
  return (
    <Button onClick={() => void copy()} size="small" variant="outlined">
      {t(isCopied ? 'rollout.problem.copied' : 'rollout.problem.copy')}
    </Button>
  );
}

function summaryLine(rollout: RolloutDetail, t: Texts): string {
  const { title, projectTitle, health, revision } = rollout;
  const state = t(`health.state.${health.state}`);
  return `${projectTitle} / ${title}: ${state}, ${t('revisions.number', {
    number: revision.number,
  })}`;
}
