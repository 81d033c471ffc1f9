// Loading a chunk as an ES module.

const attempts = {};

/** Rejects on failure. A failed `import()` is final for its address, so a retry needs another one. */
const request = (url) => {
  const attempt = attempts[url] || 0;
  attempts[url] = attempt + 1;
  return import(attempt ? `${url}?${attempt}` : url);
};
