// What script and style sheet loading have in common.

const assetError = (kind, id, type, url) =>
  Object.assign(Error(`Loading ${kind} ${id} failed.\n(${type}: ${url})`), {
    name: "ChunkLoadError",
    type,
    request: url,
  });

/** Calls back once, with `load`, `error` or `timeout`. */
const listen = (element, callback) => {
  const settle = ({ type }) => {
    clearTimeout(timer);
    element.removeEventListener("load", settle);
    element.removeEventListener("error", settle);
    callback(type);
  };
  const timer = setTimeout(settle, 120000, { type: "timeout" });
  element.addEventListener("load", settle);
  element.addEventListener("error", settle);
};

const createElement = (name) => {
  const element = document.createElement(name);
  if (self.__webpack_nonce__) element.setAttribute("nonce", self.__webpack_nonce__);
  return element;
};
