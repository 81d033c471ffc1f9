import { Suspense, lazy, version } from 'react';
import { Link, Route, Routes } from 'react-router';
import CircularProgress from '@mui/material/CircularProgress';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import InventoryIcon from '@mui/icons-material/Inventory';
import Button from '~/Button';
import badge from './assets/badge.png';
import mark from './assets/mark.svg';
import frame from './App.module.css';
import './fonts.css';

const Catalog = lazy(() => import(/* webpackChunkName: "catalog" */ './routes/Catalog'));
const Semantics = lazy(() => import('./routes/Semantics'));
const Failure = lazy(() => import('./routes/Failure'));

export default function App() {
  return (
    <Paper className={frame.frame} data-testid="react-remote">
      <Stack direction="row" spacing={2} sx={{ alignItems: 'center' }}>
        <img src={mark} width={24} height={24} alt="mark" />
        <img src={badge} width={24} height={24} alt="badge" />
        <InventoryIcon color="primary" />
        <Typography variant="h6">React remote</Typography>
        <Typography data-testid="react-remote-react">{version}</Typography>
        <Button label="Press" />
      </Stack>
      <nav className={frame.links}>
        <Link to="/">Start</Link>
        <Link to="/catalog">Catalog</Link>
        <Link to="/semantics">Semantics</Link>
        <Link to="/failure">Failure</Link>
      </nav>
      <Suspense fallback={<CircularProgress />}>
        <Routes>
          <Route path="/catalog" element={<Catalog />} />
          <Route path="/semantics" element={<Semantics />} />
          <Route path="/failure" element={<Failure />} />
          <Route path="*" element={<p data-testid="react-remote-start">Choose a page</p>} />
        </Routes>
      </Suspense>
    </Paper>
  );
}
