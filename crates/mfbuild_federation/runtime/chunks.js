// Chunks: the queue that they push to, and loading them by id.

const requests = {};

/** Loads a chunk; a failure is forgotten, so that the next call tries again. */
const loadChunk = (id) => {
  if (installedChunks[id]) return;
  const url = require.p + CHUNKS[id];
  const forget = () => delete requests[url];
  if (!requests[url]) {
    requests[url] = request(url).catch(() => "error");
    requests[url].then(forget);
  }
  return requests[url].then((type) => {
    if (!installedChunks[id]) throw assetError("chunk", id, type === "load" ? "missing" : type, url);
  });
};
