// Chunks: the queue that they push to, and loading them by id.

const requests = {};

/** Loads a chunk; a failure is forgotten, so that the next call tries again. */
const loadChunk = async (id) => {
  if (installedChunks[id]) return;
  const url = require.p + CHUNKS[id];
  requests[url] ||= request(url).catch(() => "error");
  const type = await requests[url];
  delete requests[url];
  if (!installedChunks[id]) throw assetError("chunk", id, /error|timeout/.test(type) ? type : "missing", url);
};
