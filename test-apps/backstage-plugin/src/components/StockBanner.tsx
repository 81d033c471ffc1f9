import { makeStyles } from '@material-ui/core/styles';
import { lowStock } from '../stock';
import './banner.css';

const useStyles = makeStyles({
  // The style sheet says `left`: JSS must keep the last word in a Backstage app.
  banner: { textAlign: 'center' },
});

export function StockBanner() {
  const classes = useStyles();
  return (
    <div className={`stock-banner ${classes.banner}`} role="status" data-testid="stock-banner">
      {lowStock().length} parts are running low
    </div>
  );
}
