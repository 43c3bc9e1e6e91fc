import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import CardActions from '@material-ui/core/CardActions';
import CardContent from '@material-ui/core/CardContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ExampleUser } from './exampleUsers';

const useStyles = makeStyles(theme => ({
  root: { height: '100%', display: 'flex', flexDirection: 'column' },
  content: { flexGrow: 1 },
  about: { marginTop: theme.spacing(1) },
}));

/** One user with the groups they are in, and the button to sign in as them. */
export const ExampleUserCard = (props: {
  user: ExampleUser;
  disabled: boolean;
  onSignIn: () => void;
}) => {
  const classes = useStyles();
  const { name, groups, about } = props.user;

  return (
    <Card className={classes.root} variant="outlined">
      <CardContent className={classes.content}>
        <Typography variant="h6" component="h2">
          {name}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {groups.join(', ')}
        </Typography>
        <Typography variant="body2" className={classes.about}>
          {about}
        </Typography>
      </CardContent>
      <CardActions>
        <Button
          variant="contained"
          color="primary"
          disabled={props.disabled}
          onClick={props.onSignIn}
        >
          Sign in as {name}
        </Button>
      </CardActions>
    </Card>
  );
};
