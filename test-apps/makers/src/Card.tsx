import { useState, version } from 'react';
import { useSession } from '@acme/session';
import stamp from './assets/stamp.png';
import styles from './card.module.css';
import './witness';

export default function Card({ greeting = 'Hello' }: { greeting?: string }) {
  const [pressed, setPressed] = useState(0);
  const { user, team } = useSession();
  return (
    <article className={styles.card} data-testid={`card-${MAKER}`}>
      <img src={stamp} width={48} height={48} alt={`stamp of ${MAKER}`} />
      <h3>Made by {MAKER}</h3>
      <p>
        {greeting}, {user} of {team}
      </p>
      <button onClick={() => setPressed(count => count + 1)}>
        {MAKER} pressed {pressed}
      </button>
      <small>React {version}</small>
    </article>
  );
}
