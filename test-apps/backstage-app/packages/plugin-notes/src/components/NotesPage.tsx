import { useState } from 'react';
import { Link } from 'react-router-dom';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import CardContent from '@material-ui/core/CardContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import pencil from './pencil.svg';
import './notes.css';

const useStyles = makeStyles(theme => ({
  card: { margin: theme.spacing(2), borderLeft: `4px solid ${theme.palette.primary.main}` },
}));

export function NotesPage() {
  const classes = useStyles();
  const theme = useTheme();
  const author = useApi(configApiRef).getOptionalString('notes.author') ?? 'nobody';
  const [count, setCount] = useState(0);
  return (
    <Card className={classes.card} data-testid="notes" data-primary={theme.palette.primary.main}>
      <CardContent>
        <Typography variant="h5" className="notes-title">
          <img src={pencil} width={20} height={20} alt="" /> Notes by {author}
        </Typography>
        <Button variant="contained" color="primary" onClick={() => setCount(count + 1)}>
          Notes: {count}
        </Button>{' '}
        <Link to="/rspack">to the page of rspack</Link>
      </CardContent>
    </Card>
  );
}
