import { Suspense, lazy, useState, version } from 'react';
import Panel from 'dev_remote/Panel';

const Details = lazy(() => import('dev_remote/Details'));

export function Host() {
  const [presses, setPresses] = useState(0);
  return (
    <main>
      <h1 data-testid="host">Host with React {version}</h1>
      <button data-testid="presses" onClick={() => setPresses(presses + 1)}>
        Host: {presses}
      </button>
      <Panel />
      <Suspense fallback="…">
        <Details />
      </Suspense>
    </main>
  );
}
