// What script and style sheet loading have in common.

const assetError = (kind, id, type, request) =>
  Object.assign(Error(`Loading ${kind} ${id} failed.\n(${type}: ${request})`), {
    name: "ChunkLoadError",
    type,
    request,
  });

const createElement = (name, attribute, url) => {
  const element = document.createElement(name);
  element[attribute] = url;
  // `__webpack_nonce__` of a module, or of the page.
  const value = require.nc || self.__webpack_nonce__;
  if (value) element.setAttribute("nonce", value);
  return element;
};

/** The element of that kind that the document has for the same address. */
const findElement = (element, attribute) =>
  [...document.getElementsByTagName(element.tagName)].find(
    (other) => other[attribute] === element[attribute] && other.rel === element.rel,
  );

/** Resolves with how loading ended: `load`, `error` or `timeout`. */
const outcome = (element) =>
  new Promise((resolve) => {
    const settle = (event) => resolve(event.type);
    element.addEventListener("load", settle);
    element.addEventListener("error", settle);
    setTimeout(settle, 120000, { type: "timeout" });
  });
