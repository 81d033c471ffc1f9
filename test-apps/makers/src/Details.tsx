import { useId } from 'react';
import { createPortal } from 'react-dom';
import { useSession } from '@acme/session';
import { describe } from './value';
import styles from './details.module.css';

export default function Details() {
  const id = useId();
  const { team } = useSession();
  return (
    <div className={styles.details} data-testid={`details-${MAKER}`} aria-labelledby={id}>
      <h3 id={id}>Details for {team}</h3>
      <p>{describe(12)}</p>
      {createPortal(<aside data-testid={`note-${MAKER}`}>{team} reads about {MAKER}</aside>, document.body)}
    </div>
  );
}
