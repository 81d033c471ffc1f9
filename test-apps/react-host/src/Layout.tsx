import { useState, version } from 'react';
import { NavLink, Outlet } from 'react-router';
import { SessionProvider } from '@acme/session';
import { session } from './config';
import { MAKERS } from './pages';

/** Stays while the pages in it come and go. */
export function Layout() {
  const [visits, setVisits] = useState(0);
  return (
    <SessionProvider {...session()}>
      <header>
        <h1>Host with React {version}</h1>
        <button onClick={() => setVisits(count => count + 1)}>Host pressed {visits}</button>
      </header>
      <nav>
        <NavLink to="/">Start</NavLink>
        {MAKERS.map(maker => (
          <NavLink key={maker} to={`/pages/${maker}`}>
            {maker}
          </NavLink>
        ))}
        <NavLink to="/imports">Imports</NavLink>
      </nav>
      <main>
        <Outlet />
      </main>
    </SessionProvider>
  );
}
