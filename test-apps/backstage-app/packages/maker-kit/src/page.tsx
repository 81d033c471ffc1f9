import * as React from 'react';
import { Suspense, lazy, useContext, useState } from 'react';
import { Link, Route, Routes, UNSAFE_NavigationContext, useLocation } from 'react-router-dom';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { greetingApiRef, money, sawReact } from '@acme/settings';

const Details = lazy(() => import('./Details'));

const MAKERS = ['mfbuild', 'rspack', 'webpack', 'vite'];

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(3), borderLeft: `8px solid ${theme.palette.primary.main}` },
}));

export function MakerPage({ maker }: { maker: string }) {
  sawReact(maker, React);
  const classes = useStyles();
  const theme = useTheme();
  const config = useApi(configApiRef);
  const greeting = useApi(greetingApiRef);
  const [count, setCount] = useState(0);
  const { pathname } = useLocation();
  const { basename } = useContext(UNSAFE_NavigationContext);
  return (
    <div
      className={`${classes.root} ${maker}-page`}
      data-testid={`page-${maker}`}
      data-primary={theme.palette.primary.main}
      data-basename={basename}
    >
      <h2>{greeting.greet(maker)}</h2>
      <p>
        {pathname} of {config.getString('app.title')}, {money(2, config)}
      </p>
      <button type="button" onClick={() => setCount(count + 1)}>
        {maker}: {count}
      </button>
      <p>
        <Link to={`/${maker}/details`}>details</Link>
        {MAKERS.filter(other => other !== maker).map(other => (
          <React.Fragment key={other}>
            {' · '}
            <Link to={`/${other}`}>to {other}</Link>
          </React.Fragment>
        ))}
      </p>
      <Suspense fallback={<p>loading</p>}>
        <Routes>
          <Route path="/details" element={<Details maker={maker} />} />
          <Route path="*" element={null} />
        </Routes>
      </Suspense>
    </div>
  );
}
