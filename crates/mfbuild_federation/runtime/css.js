// Style sheets of chunks.

const styles = {};

/** Inserts a style sheet unless the page has it; one that is pending or misplaced is replaced without a gap. */
const insertStyle = async (id) => {
  const url = require.p + CSS[id];
  const link = createElement("link", "href", url);
  link.rel = "stylesheet";
  const existing = findElement(link, "href");
  const anchor = CSS_BEFORE && document.querySelector(CSS_BEFORE);
  // 4: `existing` follows `anchor`. Without a sheet it is loading or has failed, nothing tells which.
  if (existing && existing.sheet && !(anchor && anchor.compareDocumentPosition(existing) & 4)) return;
  if (anchor) anchor.before(link);
  else document.head.append(link);
  const type = await outcome(link);
  if (type === "load") return existing && existing.remove();
  link.remove();
  delete styles[id];
  throw assetError("css chunk", id, type, url);
};

const loadStyle = (id) => document && (styles[id] ||= insertStyle(id));
