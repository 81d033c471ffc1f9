// A page that knows the federation protocol only: it reads `remotes.json`, hands the entries to the unmodified runtime
// and draws what they expose. The runtime comes through the page's import map, so one bundle serves every version of it.
import * as EmotionReact from '@emotion/react';
import * as React from 'react';
import * as ReactDOM from 'react-dom';
import { createRoot } from 'react-dom/client';
import * as ReactJsxRuntime from 'react/jsx-runtime';
import * as ReactRouter from 'react-router';
import { createInstance } from 'federation-runtime';

const { MemoryRouter } = ReactRouter;

function share(version, namespace) {
  return {
    version,
    lib: () => namespace,
    shareConfig: { singleton: true, requiredVersion: `^${version}`, eager: true },
  };
}

const shared = {
  react: share(React.version, React),
  'react/jsx-runtime': share(React.version, ReactJsxRuntime),
  'react-dom': share(React.version, ReactDOM),
  'react-router': share(ROUTER_VERSION, ReactRouter),
  '@emotion/react': share(EMOTION_VERSION, EmotionReact),
};

async function load(instance, remote) {
  const loaded = [];
  for (const expose of remote.render) {
    const id = remote.name + expose.slice(1);
    const module = await instance.loadRemote(id);
    loaded.push({ id, module });
  }
  return loaded;
}

async function start() {
  const { remotes, share: shares } = await (await fetch('remotes.json')).json();
  const instance = createInstance({
    name: 'host_runtime',
    remotes: remotes.map(({ name, entry, type }) => ({ name, entry, ...(type && { type }) })),
    shared: shares ? shared : {},
  });
  globalThis.__HOST__ = { instance, React, version: React.version };
  const loaded = (await Promise.all(remotes.map(remote => load(instance, remote)))).flat();
  for (const { id, module } of loaded.filter(({ module }) => module.mount)) {
    const element = document.createElement('section');
    element.dataset.remote = id;
    document.body.append(element);
    module.mount(element);
  }
  createRoot(document.getElementById('root')).render(
    <MemoryRouter>
      <h1>Host with React {React.version}</h1>
      {loaded
        .filter(({ module }) => module.default)
        .map(({ id, module: { default: Component } }) => (
          <section key={id} data-remote={id}>
            <Component label="Host says" />
          </section>
        ))}
    </MemoryRouter>,
  );
}

start().catch(error => {
  document.getElementById('root').textContent = `host failed: ${error.stack}`;
  console.error(error);
});
