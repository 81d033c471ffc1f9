// Remotes that only the page's server knows of; webpack's own plugin has no API for them.
import { loadRemote, registerRemotes } from '@module-federation/enhanced/runtime';

export async function loadDynamicRemotes() {
  const remotes = await (await fetch('/remotes.json')).json();
  registerRemotes(remotes.map(({ name, entry, type }) => ({ name, entry, ...(type && { type }) })));
  const ids = remotes.flatMap(({ name, render }) => render.map(expose => name + expose.slice(1)));
  return Promise.all(ids.map(async id => ({ id, Component: (await loadRemote(id)).default })));
}
