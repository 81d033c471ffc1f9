// React Refresh: components are replaced where they stand. The page has one `react-refresh/runtime`, that of the first
// mfbuild build; with renderers that cannot refresh, hot_proxies.js takes its place.

const refreshName = Symbol.for("mfbuild.refresh");
let refresh; // what the page has, if this build has React Refresh

/** Renderers take one handler, and several refresh runtimes may want to be asked. */
const adoptRenderer = (page, renderer) => {
  if (page.renderers.has(renderer)) return;
  page.renderers.add(renderer);
  const { scheduleRefresh, setRefreshHandler } = renderer;
  if (!scheduleRefresh || !setRefreshHandler) return;
  page.canRefresh = true;
  const handlers = new Set();
  const resolve = (type) => {
    for (const handler of handlers) {
      const family = handler(type);
      if (family) return family;
    }
  };
  renderer.setRefreshHandler = (handler) => {
    if (handler) handlers.add(handler);
    setRefreshHandler(resolve);
  };
};

/** Sees the renderers of the page: those that come, and those that a devtools extension knows. */
const watchRenderers = (page) => {
  const hook = self.__REACT_DEVTOOLS_GLOBAL_HOOK__;
  if (!hook || !hook.renderers) return;
  hook.renderers.forEach((renderer) => adoptRenderer(page, renderer));
  const { inject } = hook;
  hook.inject = function (renderer) {
    adoptRenderer(page, renderer);
    const id = inject.apply(this, arguments);
    // Runtimes that come later look there; the hook of React Refresh itself does not write it down.
    if (!hook.renderers.has(id)) hook.renderers.set(id, renderer);
    return id;
  };
};

/** Before any renderer if possible: a renderer tells the hook that is there when it starts. */
const startRefresh = () => {
  const exports = require(HOT.refresh);
  const runtime = exports.register ? exports : exports.default;
  if (!runtime || !runtime.register) return; // its production build does nothing
  refresh = self[refreshName];
  if (refresh) return;
  refresh = self[refreshName] = { runtime, renderers: new Set(), canRefresh: false, instances: 0, proxies: new Map() };
  attempt(runtime.injectIntoGlobalHook, self);
  watchRenderers(refresh);
};

if (document && HOT.refresh >= 0) startRefresh();

// The same module in another build, or in another runtime of this one, is another component.
const refreshPrefix = refresh && `${QUEUE} ${refresh.instances++}`;

let refreshTimer;

/** Shows new components. */
const refreshNow = () => {
  clearTimeout(refreshTimer);
  refreshTimer = 0;
  if (!refresh) return;
  const update = attempt(refresh.runtime.performReactRefresh);
  const reason = update && updateProxies(refresh, update);
  if (reason) hotClient.reload(reason);
};

const registerType = (module, name, type) => {
  try {
    refresh.runtime.register(type, `${refreshPrefix} ${module.id} ${name}`);
  } catch {
    // Not a component, but an object that does not like to be looked at.
  }
};

// What modules have said and React Refresh has not heard yet, in their order: `[module, name, type]`, or the module when
// it is through. Nobody asks before the first update, so that the page goes first. Guests ask at once: their elements
// may need proxies.
let unheard = [];
let unheardFrom = 0;
let hearingTimer;
const whenIdle = self.requestIdleCallback || setTimeout;

/** Hears what modules have said; with the deadline of an idle page not more than fits. */
const hear = (deadline) => {
  while (unheardFrom < unheard.length && !(deadline && deadline.timeRemaining() < 1)) {
    const [module, name, type] = unheard[unheardFrom++];
    if (name === undefined) lookAt(module);
    else registerType(module, name, type);
  }
  if (unheardFrom < unheard.length) return whenIdle(hear);
  unheard = [];
  unheardFrom = hearingTimer = 0;
};

const say = (...said) => {
  unheard.push(said);
  if (!isGuest) hearingTimer ||= setTimeout(whenIdle, 2000, hear);
  else if (refresh) hear();
};

/** `$RefreshReg$` of a module. */
require.hr = (module) => {
  module.holdsComponents = 1;
  return (type, name) => refresh && say(module, name, type);
};

/** `$RefreshSig$` */
require.hs = () => (refresh ? refresh.runtime.createSignatureFunctionForTransform() : (type) => type);

/** The exports by name; nothing for a module that has some in their dead zone. */
const exportedValues = (exports) => {
  const values = { "": exports };
  try {
    for (const key in Object(exports)) if (key !== "__esModule") values[key] = exports[key];
  } catch {
    return {};
  }
  return values;
};

/** Whether all that a module exports are components. */
const isBoundary = ({ "": whole, ...values }) => {
  const { isLikelyComponentType } = refresh.runtime;
  const isComponent = (value) => !!attempt(isLikelyComponentType, value);
  const all = Object.values(values);
  return isComponent(whole) || (all.length > 0 && all.every(isComponent));
};

/** What must stay as it is: importers may tell apart what is exported. */
const familiesOf = (values) =>
  Object.keys(values).map((key) => [
    key,
    Object(values[key]) === values[key] && refresh.runtime.getFamilyByType(values[key]),
  ]);

const isAlike = (left, right) =>
  left.length === right.length && left.every(([key, family], at) => key === right[at][0] && family === right[at][1]);

const lastBoundaries = {}; // module id: families of its exports if it was a boundary when it ran last

/** Whether a module that is through accepts itself: if it holds nothing but components. */
const lookAt = (module) => {
  if (cache[module.id] !== module) return;
  const values = exportedValues(module.exports);
  for (const key in values) registerType(module, `%exports% ${key}`, values[key]);
  const before = lastBoundaries[module.id];
  delete lastBoundaries[module.id];
  if (!isBoundary(values)) return before && invalidate(module);
  module.state.self = true;
  lastBoundaries[module.id] = familiesOf(values);
  if (!handedOver[module.id]) return;
  if (before && !isAlike(before, lastBoundaries[module.id])) return invalidate(module);
  refreshTimer ||= setTimeout(refreshNow);
};

/** The end of a module that may hold components. */
require.he = (module) => {
  if (!refresh) return;
  say(module);
  if (status !== "idle" || handedOver[module.id]) hear();
};
