// Style sheets of chunks.

const styles = {};

/** Inserts a style sheet unless the page has it; one at the wrong place is replaced without a gap. */
const insertStyle = (id, resolve, reject) => {
  const url = require.p + CSS[id];
  const link = createElement("link");
  link.rel = "stylesheet";
  link.href = url;
  const anchor = CSS_BEFORE && document.querySelector(CSS_BEFORE);
  const existing = [...document.getElementsByTagName("link")].find(
    (other) => other.rel === "stylesheet" && other.href.split("?")[0] === link.href.split("?")[0],
  );
  // 4: `existing` follows `anchor`. Without a sheet it is loading or has failed, nothing tells which.
  if (existing && existing.sheet && !(anchor && anchor.compareDocumentPosition(existing) & 4)) return resolve();
  listen(link, (type) => {
    if (type !== "load") {
      link.remove();
      return reject(assetError("css chunk", id, type, url));
    }
    if (existing) {
      if (existing.sheet) existing.remove();
      else existing.addEventListener("load", () => existing.remove());
    }
    resolve();
  });
  if (anchor) anchor.before(link);
  else document.head.append(link);
};

const loadStyle = (id) => {
  if (typeof document === "undefined") return;
  if (!styles[id]) {
    styles[id] = new Promise((resolve, reject) => insertStyle(id, resolve, reject));
    styles[id].catch(() => delete styles[id]);
  }
  return styles[id];
};
