// Components that keep their state under a renderer that cannot refresh, such as that of a host in production. Elements
// are made with a proxy in place of the component; it runs the newest implementation, and its hooks are the proxy's.

const memoType = Symbol.for("react.memo");
const forwardRefType = Symbol.for("react.forward_ref");
const lazyType = Symbol.for("react.lazy");
const kindOf = (type) =>
  typeof type === "function"
    ? type.prototype && type.prototype.isReactComponent
      ? "class"
      : "function"
    : type.$$typeof;

/** A share of that name which somebody on the page has loaded. */
const findShared = (key) => {
  const scopes = FEATURE_RUNTIME ? instance && instance.shareScopeMap : boundScopes;
  for (const scope of Object.values(scopes || {})) {
    for (const { lib } of Object.values(scope[key] || {})) if (lib) return lib();
  }
};

/** The React of this build's modules, which is that of the renderer if anything works. */
const findReact = () => {
  for (const id of [...HOT.react, -1]) {
    const value = attempt(() => (id < 0 ? findShared("react") : factories[id] && require(id)));
    for (const react of [value, value && value.default]) if (react && react.useReducer) return react;
  }
};

/** A hook that makes its component render again when the family has another implementation. */
const createSubscription = (React, proxy) => () => {
  const [, render] = React.useReducer((count) => count + 1, 0);
  const seen = proxy.version;
  React.useLayoutEffect(() => {
    proxy.listeners.add(render);
    if (seen !== proxy.version) render();
    return () => proxy.listeners.delete(render);
  }, []);
};

/** What is read from a component, and what a name is good for, comes from the newest implementation. */
const mirrorStatics = (outer, family) => {
  for (const key of Object.getOwnPropertyNames(family.current)) {
    if (/^(length|prototype|arguments|caller|render|compare|type|\$\$typeof)$/.test(key)) continue;
    Object.defineProperty(outer, key, {
      configurable: true,
      enumerable: key !== "name",
      get: () => family.current[key],
      set: (value) => (family.current[key] = value),
    });
  }
};

/** The component inside a proxy, whose hooks are those of the implementation; a new one has a new state. */
const createInner = {
  function: (React, family) => {
    const inner = (props, legacyContext) => family.current(props, legacyContext);
    inner.displayName = family.current.displayName || family.current.name;
    return inner;
  },
  [forwardRefType]: (React, family) => React.forwardRef((props, ref) => family.current.render(props, ref)),
  class: (React, family) => family.current,
};

/**
 * Keeps an error of a new implementation from the page, which would be gone for good: the next one gets a new try. All
 * other errors go to where they would go without it.
 */
const createBoundary = (React, proxy) =>
  class extends React.Component {
    static getDerivedStateFromError(error) {
      return { failure: [error] };
    }

    render() {
      const { failure } = this.state || {};
      if (!failure) return this.props.children;
      if (!proxy.failure && Date.now() - proxy.renewed > 1000) throw failure[0];
      proxy.failure = failure;
      showFailure(failure[0]);
      return null;
    }
  };

const showFailure = (error) => {
  report("render", [{ title: "A component failed", text: String((error && error.stack) || error) }]);
};

/** What stands for a component in elements. */
const createOuter = {
  function: (React, proxy) => {
    const useNewest = createSubscription(React, proxy);
    const Boundary = createBoundary(React, proxy);
    return (props, ref) => {
      useNewest();
      const element = React.createElement(proxy.inner, ref ? { ...props, ref } : props);
      return React.createElement(Boundary, { key: proxy.attempts }, element);
    };
  },
  [forwardRefType]: (React, proxy) => React.forwardRef(createOuter.function(React, proxy)),
};
createOuter.class = createOuter[forwardRefType];

const createProxy = (family) => {
  const React = findReact();
  const kind = kindOf(family.current);
  if (!React || !(createInner[kind] || kind === memoType || kind === lazyType)) return;
  const proxy = { kind, version: 0, attempts: 0, renewed: 0, listeners: new Set() };
  if (kind === lazyType) {
    // It may be loaded already: the first one stays, what it loads is shown by proxies of its own.
    proxy.outer = family.current;
    proxy.renew = () => {};
  } else if (kind === memoType) {
    // React looks inside, so that the proxy of what is inside is enough.
    const inside = () => ({ type: shownType(family.current.type) });
    proxy.renew = () => (proxy.outer = Object.assign(proxy.outer || {}, family.current, inside()));
  } else {
    proxy.renew = () => (proxy.inner = createInner[kind](React, family));
    const outer = createOuter[kind](React, proxy);
    // The second argument of plain components is no reference.
    proxy.outer = kind === "function" ? (props) => outer(props) : outer;
    mirrorStatics(proxy.outer, family);
  }
  proxy.renew();
  return proxy;
};

/** The component to show for one that is registered. A family that has a proxy keeps it. */
const shownType = (type) => {
  if (!refresh || Object(type) !== type) return type;
  const { runtime, proxies, canRefresh } = refresh;
  const family = runtime.getFamilyByType(type);
  if (!family) return type;
  if (!proxies.has(family)) {
    if (canRefresh) return type;
    proxies.set(family, createProxy(family));
  }
  const proxy = proxies.get(family);
  return proxy ? proxy.outer : type;
};

/** Shows the new implementations; returns a reason if that is impossible. */
const updateProxies = ({ proxies, canRefresh }, { staleFamilies, updatedFamilies }) => {
  report("render", []);
  for (const family of [...staleFamilies, ...updatedFamilies]) {
    const proxy = proxies.get(family);
    if (!proxy && proxies.has(family) && !canRefresh) return "the page's React cannot be found to refresh components";
    if (!proxy) continue;
    if (proxy.kind !== kindOf(family.current)) return "a component is of another kind now";
    proxy.version++;
    proxy.renewed = Date.now();
    if (staleFamilies.has(family) || proxy.failure) proxy.renew();
    if (proxy.failure) proxy.attempts++;
    proxy.failure = 0;
    proxy.listeners.forEach((render) => render());
  }
};

const swapped = new WeakMap(); // exports of React packages, and functions in them: what modules see
const elementMakers = /^(jsx|jsxs|jsxDEV|createElement)$/;

let isProduction;

/** Whether the page's React is a build for production: those for development keep more inside. */
const hasProductionReact = () => {
  if (isProduction === undefined) {
    const {
      __SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED: older,
      __CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE: newer,
    } = findReact() || {};
    isProduction = older ? !older.ReactDebugCurrentFrame : !!newer && !("actQueue" in newer);
  }
  return isProduction;
};

/**
 * With a React for production there is no `jsxDEV`, which modules that were compiled for development call, or it is our
 * own copy, which does not work with that React.
 */
const makeElement = (type, { ...props }, key) => {
  if (key !== undefined) props.key = key;
  return findReact().createElement(type, props);
};

const swapFunction = (make) => {
  if (!swapped.has(make)) swapped.set(make, (type, ...rest) => make(shownType(type), ...rest));
  return swapped.get(make);
};

/** The exports of a React package with functions that make elements of proxies. */
const swapReact = (exports) => {
  if (Object(exports) !== exports) return exports;
  if (swapped.has(exports)) return swapped.get(exports);
  const view = new Proxy(exports, {
    get(target, key) {
      const value = target[key];
      if (key === "default" && Object(value) === value) return swapReact(value);
      if (!elementMakers.test(String(key))) return value;
      if (key !== "createElement" && hasProductionReact()) return swapFunction(makeElement);
      return typeof value === "function" ? swapFunction(value) : value;
    },
  });
  swapped.set(exports, view);
  return view;
};

// The page of an app brings its own React, which is one for development.
const isGuest = !START.length;

/** What a module gets for `require(id)`: components are what elements of them say that they are. */
const shown = (id, exports) => {
  if (!isGuest || !refresh) return exports;
  if (HOT.jsx.includes(id) || HOT.react.includes(id)) return swapReact(exports);
  return cache[id].holdsComponents && !refresh.canRefresh ? shownNamespace(exports) : exports;
};

const views = new WeakMap(); // exports objects: what leaves the build

/** Hooks and helpers are functions, too: components are those with the names of components. */
const isComponent = (name, value) =>
  typeof value === "function" &&
  kindOf(value) === "function" &&
  /^[A-Z]/.test(name === "default" ? value.displayName || value.name : name);

const createView = (exports) =>
  new Proxy(exports, {
    get(target, key) {
      const value = target[key];
      return isComponent(key, value) ? shownType(value) : value;
    },
  });

/** What somebody outside gets, who makes elements without this build; also a promise of it. */
const shownNamespace = (exports) => {
  if (!isGuest || !refresh || Object(exports) !== exports) return exports;
  if (exports instanceof Promise) return exports.then(shownNamespace);
  if (typeof exports === "function") return isComponent("default", exports) ? shownType(exports) : exports;
  if (!views.has(exports)) views.set(exports, createView(exports));
  return views.get(exports);
};
