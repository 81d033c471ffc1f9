import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  mark: { color: theme.palette.primary.main },
}));

export function Mark({ maker }: { maker: string }) {
  const classes = useStyles();
  const title = useApi(configApiRef).getOptionalString('app.title');
  return (
    <span className={classes.mark} data-testid={`mark-${maker}`} hidden>
      {maker} in {title}
    </span>
  );
}
