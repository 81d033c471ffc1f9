import { useState } from 'react';
import { config } from './config';
import { Badge, Card } from './parts';
import { Counter } from './Counter';
import { words } from './words';
import styles from './App.module.css';

export function App() {
  const [visits, setVisits] = useState(0);
  return (
    <main className={styles.page} data-testid="page">
      <h1 data-testid="title">First title</h1>
      <p data-testid="greeting">{config.greeting}</p>
      <button data-testid="visits" onClick={() => setVisits(visits + 1)}>
        Visits: {visits}
      </button>
      <Counter />
      <Card>{words.card}</Card>
      <Badge />
    </main>
  );
}
