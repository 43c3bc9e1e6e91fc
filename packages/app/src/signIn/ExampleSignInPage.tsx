import type { SignInPageProps } from '@backstage/plugin-app-react';
import Container from '@material-ui/core/Container';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ExampleUserCard } from './ExampleUserCard';
import { useExampleSignIn } from './useExampleSignIn';
import type { ExampleSignIn } from './useExampleSignIn';

const useStyles = makeStyles(theme => ({
  root: {
    minHeight: '100vh',
    backgroundColor: theme.palette.background.default,
    paddingTop: theme.spacing(10),
    paddingBottom: theme.spacing(6),
  },
  lead: {
    maxWidth: '60ch',
    marginTop: theme.spacing(1),
    marginBottom: theme.spacing(4),
  },
}));

const SignInStatus = ({ signIn }: { signIn: ExampleSignIn }) => {
  const classes = useStyles();
  const text = statusText(signIn);

  return (
    <div role="status">
      {text && (
        <Typography className={classes.lead} color="textPrimary">
          {text}
        </Typography>
      )}
    </div>
  );
};

/** Lets one pick an example user. No password: the backend refuses this in production. */
export const ExampleSignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const classes = useStyles();
  const signIn = useExampleSignIn(onSignInSuccess);

  return (
    <main className={classes.root}>
      <Container maxWidth="md">
        <Typography variant="h3" component="h1">
          Who do you want to be?
        </Typography>
        <Typography className={classes.lead} color="textSecondary">
          This portal runs with example users and asks for no password. What you
          see and may do depends on whom you pick. Sign out to pick again.
        </Typography>
        <SignInStatus signIn={signIn} />
        <Grid container spacing={3}>
          {signIn.users.map(user => (
            <Grid item xs={12} sm={4} key={user.ref}>
              <ExampleUserCard
                user={user}
                disabled={signIn.state === 'signing-in'}
                onSignIn={() => signIn.signIn(user.ref)}
              />
            </Grid>
          ))}
        </Grid>
      </Container>
    </main>
  );
};

function statusText(signIn: ExampleSignIn): string | undefined {
  if (signIn.users.length === 0) {
    return 'No example users are configured. List them under auth.providers.example.users.';
  }
  if (signIn.state === 'failed') {
    return `Could not sign in as ${signIn.user}: ${signIn.error.message}. A portal that has just started may still be reading its catalog; try again in a moment.`;
  }
  return signIn.state === 'signing-in' ? 'Signing in…' : undefined;
}
