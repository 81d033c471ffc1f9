// Loading a chunk as a classic script.

/** Resolves with how the request ended: `load`, `error` or `timeout`. */
const request = (url) =>
  new Promise((resolve) => {
    if (typeof document === "undefined") {
      importScripts(url);
      return resolve("load");
    }
    let script = createElement("script");
    script.src = url;
    const { src } = script;
    // The federation runtime inserts the chunks that the manifest lists: wait for its element.
    const existing = [...document.getElementsByTagName("script")].find((other) => other.src === src);
    script = existing || script;
    listen(script, (type) => {
      script.remove();
      resolve(type);
    });
    if (!existing) document.head.append(script);
  });
