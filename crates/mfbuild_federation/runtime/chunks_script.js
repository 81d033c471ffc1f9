// Loading a chunk as a classic script.

/** Resolves with how the request ended or rejects. */
const request = async (url) => {
  if (!document) return importScripts(url);
  const script = createElement("script", "src", url);
  // The federation runtime inserts the chunks that the manifest lists: wait for its element.
  const existing = findElement(script, "src");
  if (!existing) document.head.append(script);
  const type = await outcome(existing || script);
  (existing || script).remove();
  return type;
};
