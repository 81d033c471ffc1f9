// Namespace objects of ES modules as ECMA-262 10.4.6 has them, for code that uses one as a value. What only takes exports
// by name reads the exports object itself, which is faster.

const namespaceObjects = new WeakMap(); // by exports object

/**
 * The namespace object of an ES module's exports. Interop code finds `__esModule` there, though it is no key. A module
 * outside of an import cycle has no exports before it runs, so functions of the cycle that are called early get the
 * exports object itself: a namespace object would stay without names.
 */
require.o = (exports) => {
  if (!isNamespace(exports)) return exports;
  if (namespaceObjects.has(exports)) return namespaceObjects.get(exports);
  const names = Object.keys(exports).sort();
  const target = Object.create(null, { [Symbol.toStringTag]: { value: "Module" } });
  for (const name of names) Object.defineProperty(target, name, { enumerable: true, writable: true });
  const getOwnPropertyDescriptor = (_, key) => {
    const property = Reflect.getOwnPropertyDescriptor(target, key);
    if (property && property.writable) property.value = exports[key]; // throws in the dead zone
    return property;
  };
  const namespace = new Proxy(Object.preventExtensions(target), {
    getOwnPropertyDescriptor,
    ownKeys: () => [...names, Symbol.toStringTag],
    get: (_, key) => (hasOwn(exports, key) ? exports[key] : undefined),
    set: () => false,
    defineProperty(_, key, change) {
      const property = getOwnPropertyDescriptor(_, key);
      return !!property && Object.keys(change).every((name) => name in property && Object.is(change[name], property[name]));
    },
  });
  namespaceObjects.set(exports, namespace);
  return namespace;
};
