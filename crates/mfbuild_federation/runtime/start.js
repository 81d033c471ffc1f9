// Start of a page entry: in the same tick if nothing has to be loaded. The html lists the first files before the entry.

const hasStyle = (id) => {
  const link = createElement("link", "href", require.p + CSS[id]);
  link.rel = "stylesheet";
  return findElement(link, "href");
};

const isReady = ([chunks, css, consumes]) =>
  chunks.every((id) => installedChunks[id]) && !consumes.length && !(FEATURE_CSS && document && !css.every(hasStyle));

if (START[0] < 0 || isReady(groupOf(START[0]))) evaluate(START[1]);
else require.i(...START);
