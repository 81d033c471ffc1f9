// Style sheets whose content has changed, and those that nothing needs any more.

const withoutQuery = (url) => url.replace(/[?#].*/, "");

/** The elements that show a style sheet of this build: those of the page and those that css.js has inserted. */
const linksTo = (name) => {
  const address = withoutQuery(new URL(require.p + name, self.location.href).href);
  return [...document.getElementsByTagName("link")].filter(
    (link) => link.rel === "stylesheet" && withoutQuery(link.href) === address,
  );
};

/** Puts the new style sheet beside the old one, which goes when the new one is there: no flash, the same order. */
const swapStyle = async (name, version) => {
  const old = linksTo(name);
  if (!old.length) return;
  const last = old[old.length - 1];
  const link = last.cloneNode();
  link.removeAttribute("integrity");
  link.href = withoutQuery(last.href) + "?" + version;
  last.after(link);
  if ((await outcome(link)) === "load") return old.forEach((other) => other.remove());
  link.remove();
  console.error(assetError("css", name, "error", link.href));
};

/** Shows new contents of style sheets. css.js must not insert again what has another address now. */
const swapStyles = (names, version) => {
  for (const id in CSS) if (names.includes(CSS[id]) && linksTo(CSS[id]).length) styles[id] = Promise.resolve();
  return Promise.all(names.map((name) => swapStyle(name, version)));
};

/** Takes away style sheets that are not in the build any more. */
const dropStyles = (before) => {
  const files = Object.values(CSS);
  for (const id in before) {
    if (files.includes(before[id])) continue;
    delete styles[id];
    for (const link of document ? linksTo(before[id]) : []) link.remove();
  }
};
