// A small but real Backstage app in the new frontend system; its features come from remotes only.
import { useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { ConfigReader } from '@backstage/config';
import { createApp } from '@backstage/frontend-defaults';
import '@backstage/ui/css/styles.css';
import { loadRemotes } from './remotes';

const config = new ConfigReader({
  app: { title: 'Acme Portal', baseUrl: location.origin, extensions: [{ 'sign-in-page:app': false }] },
  backend: { baseUrl: location.origin },
});

function BesideTheApp({ components }) {
  const list = useMemo(() => components, [components]);
  return list.map(({ id, module: { default: Component } }) => (
    <section key={id} data-remote={id}>
      <Component label="Portal says" />
    </section>
  ));
}

export async function start() {
  const { features, components } = await loadRemotes();
  const app = createApp({ features, advanced: { configLoader: async () => ({ config }) } });
  createRoot(document.getElementById('root')).render(
    <>
      {app.createRoot()}
      <BesideTheApp components={components} />
    </>,
  );
}
