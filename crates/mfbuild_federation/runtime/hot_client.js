// The connection to the dev server: one for all runtimes of a build on the page. It hangs on the queue, where the
// runtimes find it, and applies one message after the other.

const sleepy = 20000; // a timer that is late by so much has slept with the computer
const slowest = 8000; // milliseconds between attempts to connect

/** What survives a reload: takes a new value and returns the old one; `undefined` without storage. */
const remember = (name, value) => {
  const key = `mfbuild ${name} ${QUEUE}`;
  try {
    const before = JSON.parse(self.sessionStorage.getItem(key));
    self.sessionStorage.setItem(key, JSON.stringify(value));
    return before;
  } catch {}
};

/** What runtimes of one build share. `call` runs a method of each of them. */
const createClient = () => {
  const runtimes = [];
  let isReloading;
  let isKnown; // whether the page has been that of the newest build
  let work = Promise.resolve();
  const call = (method, ...values) => Promise.all(runtimes.map((runtime) => runtime[method](...values)));

  // Why the page was loaded, if that was our doing.
  const last = remember("reload", null);
  if (last) console.info(last.message);

  /** `isAsked`: by the server, once for each of its builds; anything else might go on for ever. */
  const reload = (reason, isAsked) => {
    if (isReloading) return;
    const message = `[mfbuild] ${reason}: reload`;
    const isAgain = last && last.message === message && Date.now() - last.time < 10000;
    const count = isAgain && !isAsked ? last.count + 1 : 1;
    if (count > 3) return console.warn(`[mfbuild] ${reason}, and reloading does not help`);
    isReloading = true;
    console.info(message);
    remember("reload", { message, count, time: Date.now() });
    call("emit", "vite:beforeFullReload", { type: "full-reload", path: "*" });
    self.location.reload();
  };

  /** A reload that must bring a certain build: if it has not helped once, it never will. */
  const reloadFor = (build, reason) => {
    const before = remember("build", build);
    if (before !== build && (before !== undefined || isKnown)) return reload(reason);
    console.warn(`[mfbuild] ${reason}, and a reload does not help: the page is not that of the newest build`);
  };

  const enqueue = (task) => {
    const result = work.then(() => (isReloading ? undefined : task()));
    work = result.catch((error) => reload(`an update failed (${error})`));
    return result;
  };

  let received; // what the script of an update has pushed

  const applyReceived = async () => {
    const update = received;
    received = 0;
    if (!update) return reload("the update has no effect");
    replaceQueued(update);
    for (const runtime of runtimes) {
      const refusal = runtime.hash() !== update.hash && (await runtime.update(update));
      if (refusal) return reload(refusal);
    }
  };

  const loadUpdate = async ({ from, hash, script, styles = [] }) => {
    report("build", []);
    if (runtimes.some((runtime) => ![from, hash].includes(runtime.hash()))) {
      return reloadFor(hash, "updates were missed");
    }
    // Modules do not wait for style sheets.
    if (styles.length) runtimes[0].swapStyles([].concat(...styles), hash);
    if (!script) return runtimes.forEach((runtime) => runtime.skipTo(hash));
    const element = createElement("script", "src", `${require.p}${script}`);
    document.head.append(element);
    const type = await outcome(element);
    element.remove();
    if (type !== "load") return reload("the update cannot be loaded");
    return applyReceived();
  };

  const showErrors = (errors) => {
    for (const { title, text } of errors) console.error(`[mfbuild] ${title}\n${text}`);
    report("build", errors);
    if (errors.length) call("emit", "vite:error", { type: "error", err: { message: errors[0].text, stack: "" } });
  };

  const handlers = {
    hello({ hash: newest, errors = [] }) {
      if (runtimes.some((runtime) => runtime.hash() !== newest)) return reloadFor(newest, "the build is another one");
      remember("build", null);
      isKnown = true;
      showErrors(errors);
    },
    update: loadUpdate,
    errors: ({ errors }) => showErrors(errors),
    ok: ({ hash: newest }) => {
      report("build", []);
      if (runtimes.some((runtime) => runtime.hash() !== newest)) reloadFor(newest, "updates were missed");
    },
    reload: ({ reason }) => reload(reason, true),
  };

  return {
    runtimes,
    reload,
    enqueue,
    receive: (update) => (received = update),
    emit: (event, payload) => call("emit", event, payload),
    take(message) {
      const handler = handlers[message.type];
      if (handler) enqueue(() => handler(message));
    },
  };
};

/** Runtimes that are executed later find the new factories in the queue. */
const replaceQueued = ({ modules = {}, removed = [] }) => {
  for (const [, queued] of queue) {
    for (const id in queued) if (hasOwn(modules, id)) queued[id] = modules[id];
    for (const id of removed) delete queued[id];
  }
};

/** Keeps a connection: pauses grow, attempts never end, and a computer that wakes up does not wait. */
const connectForever = (client) => {
  const address = new URL(`${require.p}__mfbuild/hot`, self.location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.search = HOT.token ? `?token=${HOT.token}` : "";
  let socket;
  let timer;
  let failures = 0;
  const isUsable = () => socket && socket.readyState < 2;

  /** A server that answers but refuses the connection was started again: its token is another one. */
  const reloadIfRefused = async () => {
    try {
      await self.fetch(address.href.replace(/^ws|\?.*/g, (part) => (part === "ws" ? "http" : "")), { mode: "no-cors" });
    } catch {
      return; // it is not there
    }
    if (!isUsable()) client.reload("the dev server was started again");
  };

  const lost = (from) => {
    if (socket !== from) return;
    if (HOT.token && !from.hasOpened) reloadIfRefused();
    if (!failures++) {
      console.info("[mfbuild] the connection to the dev server is lost, trying again");
      client.emit("vite:ws:disconnect", { webSocket: from });
    }
    socket = 0;
    timer = setTimeout(open, Math.min(slowest, 250 * 2 ** (failures - 1)));
  };

  const open = () => {
    clearTimeout(timer);
    if (isUsable()) return;
    const opened = (socket = attempt(() => new WebSocket(address.href)));
    if (!opened) return; // forbidden by the page
    opened.onopen = () => {
      opened.hasOpened = true;
      if (failures) console.info("[mfbuild] connected again");
      failures = 0;
      client.emit("vite:ws:connect", { webSocket: opened });
    };
    opened.onmessage = ({ data }) => client.take(JSON.parse(data));
    opened.onclose = () => lost(opened);
  };

  /** A connection may be dead without having been told while the computer slept. */
  const watchSleep = (before) => {
    const now = Date.now();
    if (now - before > sleepy && isUsable()) {
      const slept = socket;
      slept.onmessage = slept.onclose = null;
      slept.close();
      lost(slept);
    }
    if (now - before > sleepy) open();
    setTimeout(watchSleep, 5000, now);
  };

  for (const event of ["online", "focus", "pageshow"]) self.addEventListener(event, open);
  setTimeout(watchSleep, 5000, Date.now());
  open();
};

const hotClient = (queue.hot ||= createClient());
hotClient.runtimes.push({
  hash: () => hash,
  skipTo: (next) => (hash = next),
  update: async (update) => {
    const refusal = await applyUpdate(update);
    report("run", Object.keys(broken).map(runError));
    return refusal;
  },
  swapStyles,
  emit,
});

const runError = (id) => ({ title: `${nameOf(id)} failed`, text: String((broken[id] || {}).stack || broken[id]) });

// Runtimes hand items on to those before them: this one keeps updates out of the queue.
const pushChunk = queue.push;
queue.push = (item) => (item[2] ? hotClient.receive(item[2]) : pushChunk(item));

if (document && self.WebSocket && hotClient.runtimes.length === 1) connectForever(hotClient);
