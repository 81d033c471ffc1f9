import { useState, version } from 'react';
import { Label } from './Label';
import { words } from './words';
import styles from './Panel.module.css';
import './panel.css';

export default function Panel() {
  const [count, setCount] = useState(0);
  return (
    <section className={`${styles.panel} remote-panel`} data-testid="panel">
      <h2 data-testid="panel-title">First panel</h2>
      <p data-testid="panel-react">{version}</p>
      <Label>{words.label}</Label>
      <button data-testid="panel-counter" onClick={() => setCount(count + 1)}>
        Panel: {count}
      </button>
    </section>
  );
}
