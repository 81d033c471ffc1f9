import { Suspense, lazy, useState } from 'react';
import { useLocation } from 'react-router';
import { useSession } from '@acme/session';

const Details = lazy(() => import('./Details'));

/** A page of the remote inside the router of the host. */
export default function Pages() {
  const { pathname } = useLocation();
  const { user } = useSession();
  const [isOpen, setOpen] = useState(false);
  return (
    <section data-testid={`pages-${MAKER}`}>
      <h2>Page of {MAKER}</h2>
      <p>
        {user} is at {pathname}
      </p>
      <button onClick={() => setOpen(true)}>Details of {MAKER}</button>
      {isOpen && (
        <Suspense fallback={<p>…</p>}>
          <Details />
        </Suspense>
      )}
    </section>
  );
}
