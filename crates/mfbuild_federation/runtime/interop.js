// Exports and interop between ES modules and CommonJS.

const hasOwn = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const isNamespace = (value) => value && value[Symbol.toStringTag] === "Module";
// Where `require.t` stops collecting names: what every object, array and function inherits.
const leafPrototypes = [null, ...[{}, [], require].map(Object.getPrototypeOf)];
const namespaces = new WeakMap();

/** Defines live getters; own properties that exist are left alone. */
require.d = (exports, getters) => {
  for (const key in getters) {
    if (!hasOwn(exports, key)) Object.defineProperty(exports, key, { enumerable: true, get: getters[key] });
  }
};

/** Marks exports as those of an ES module, and defines some. */
require.r = (exports, getters) => {
  Object.defineProperties(exports, { [Symbol.toStringTag]: { value: "Module" }, __esModule: { value: true } });
  require.d(exports, getters);
  return exports;
};

/**
 * The default import of a CommonJS value, as a function because the value may still change. A strict importer (`.mjs`)
 * does not trust `__esModule` alone.
 */
require.n = (value, strict) =>
  isNamespace(value) || (!strict && value && value.__esModule) ? () => value.default : () => value;

/**
 * The namespace of a CommonJS value. A strict importer (`.mjs`) does not trust `__esModule` alone. In an import cycle it
 * may be looked at before the module has run, so it gets the names that its value has got since.
 */
require.t = (value, strict) => {
  if (isNamespace(value) || (!strict && value && value.__esModule)) return value;
  const isObject = Object(value) === value;
  const count = isObject ? Object.getOwnPropertyNames(value).length : 0;
  const known = namespaces.get(value);
  if (known && known.count === count) return known.namespace;
  const namespace = known ? known.namespace : require.r(Object.create(null));
  if (isObject) namespaces.set(value, { namespace, count });
  require.d(namespace, { default: () => value });
  for (let level = isObject ? value : null; !leafPrototypes.includes(level); level = Object.getPrototypeOf(level)) {
    for (const key of Object.getOwnPropertyNames(level)) {
      // An inherited `then` would make the namespace that `import()` gives a promise. Node has no inherited names at all.
      if (key !== "then" || level === value) require.d(namespace, { [key]: () => value[key] });
    }
  }
  return namespace;
};

/** `import *` of a CommonJS value by a sloppy importer, who may call it: older TypeScript does that with functions. */
require.k = (value) => (typeof value === "function" ? value : require.t(value));

/** `export *` from a value whose names are known only now. */
require.x = (exports, value) => {
  for (const key in value) if (!/^(default|__esModule)$/.test(key)) require.d(exports, { [key]: () => value[key] });
};
