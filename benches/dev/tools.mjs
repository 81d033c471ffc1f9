// The dev servers: how each is started, where it says what it does, and which of its messages announces an update.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const RELEASE = fileURLToPath(new URL('../../target/release/mfbuild', import.meta.url));

/**
 * `command(port)`: program and arguments, run in the app's directory with `PORT` set.
 * `socket`: path and protocols of the websocket, and whether it must be opened as a page of that server would do it.
 * `listener()`: a function that gets each message, parsed, and says `update`, `reload` or `error`, or nothing.
 * `caches`: what the tool keeps between starts, removed before each.
 */
export const TOOLS = {
  mfbuild: {
    command: () => [process.env.MFBUILD_BIN ?? RELEASE, ['start']],
    socket: { path: '/__mfbuild/hot', protocols: [], withOrigin: true },
    listener: () => message => ({ update: 'update', reload: 'reload', errors: 'error', error: 'error' })[message.type],
    caches: [],
  },
  rspack: {
    command: () => [process.execPath, ['node_modules/@rspack/cli/bin/rspack.js', 'dev']],
    socket: { path: '/ws', protocols: [], withOrigin: true },
    listener: rspackListener,
    caches: ['node_modules/.cache'],
  },
  vite: {
    command: () => [process.execPath, ['node_modules/vite/bin/vite.js']],
    // With an origin it would ask for the token that it has written into the page.
    socket: { path: '/', protocols: ['vite-hmr'], withOrigin: false },
    // The message only names what is out of date: Vite makes the new module when the page asks for it.
    listener: () => message => ({ update: 'update', 'full-reload': 'reload', error: 'error' })[message.type],
    caches: ['node_modules/.vite'],
  },
};

/** Whoever connects is told the state first; what counts is the end of a build that began after that. */
function rspackListener() {
  let building = false;
  return ({ type }) => {
    if (type === 'invalid') building = true;
    if (!building || !['ok', 'warnings', 'errors', 'static-changed'].includes(type)) return undefined;
    building = false;
    return { errors: 'error', 'static-changed': 'reload' }[type] ?? 'update';
  };
}

/** What keeps a tool from being started, if something does. */
export function missing(tool) {
  const [program] = TOOLS[tool].command();
  return existsSync(program) ? undefined : `${program} is not there; MFBUILD_BIN may name another`;
}
