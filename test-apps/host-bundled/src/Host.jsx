import { Suspense, lazy, version } from 'react';
import { MemoryRouter } from 'react-router';
import RemoteApp from 'react_remote/App';

const RemoteButton = lazy(() => import('react_remote/Button'));

export function Host({ dynamic }) {
  return (
    <MemoryRouter>
      <h1>
        {BUNDLER} host with React {version}
      </h1>
      <RemoteApp />
      <Suspense fallback="…">
        <RemoteButton label="Host says" />
      </Suspense>
      {dynamic.map(({ id, Component }) => (
        <Component key={id} />
      ))}
    </MemoryRouter>
  );
}
