import { Suspense, lazy, useState, version } from 'react';
import './clock.css';

const Face = lazy(() => import('./Face'));

export default function Clock() {
  const [ticks, setTicks] = useState(0);
  return (
    <div className="module-clock" data-testid="module-remote">
      <button onClick={() => setTicks(count => count + 1)}>Tick</button>
      <span data-testid="module-remote-react">{version}</span>
      <Suspense fallback="…">
        <Face ticks={ticks} />
      </Suspense>
    </div>
  );
}
