// The errors of all builds of the page, over the page. Text is never html, and the styles need no inline style, so
// that pages with a content security policy or Trusted Types show it, too.

const overlayStyles = `
:host { position: fixed; inset: 0; z-index: 2147483647; background: rgba(0, 0, 0, 0.6); }
section { box-sizing: border-box; max-width: 960px; max-height: calc(100% - 64px); margin: 32px auto; overflow: auto;
  padding: 24px 28px; border-top: 4px solid #ff6b6b; border-radius: 6px; background: #16181d; color: #e6e6e6;
  box-shadow: 0 12px 48px rgba(0, 0, 0, 0.5); font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace; outline: 0; }
header { display: flex; align-items: baseline; justify-content: space-between; gap: 16px; }
h1 { margin: 0; color: #ff8a8a; font: inherit; font-size: 16px; font-weight: bold; }
h2 { margin: 20px 0 8px; color: #ffd479; font: inherit; font-weight: bold; overflow-wrap: anywhere; }
pre { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; }
p { margin: 24px 0 0; color: #9aa0a8; }
button { padding: 2px 10px; border: 1px solid #4a4f57; border-radius: 4px; background: none; color: inherit;
  font: inherit; cursor: pointer; }
button:hover, button:focus-visible { border-color: #9aa0a8; }`;

const textElement = (name, text, attributes = {}) => {
  const element = document.createElement(name);
  element.textContent = text;
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  return element;
};

const addOverlayStyles = (root) => {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(overlayStyles);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const nonce = self.__webpack_nonce__;
    root.append(textElement("style", overlayStyles, nonce ? { nonce } : {}));
  }
};

const overlayDialog = (errors, close) => {
  const title = `mfbuild: ${errors.length} error${errors.length > 1 ? "s" : ""}`;
  const dialog = textElement("section", "", {
    role: "alertdialog",
    "aria-modal": "true",
    "aria-labelledby": "title",
    "aria-describedby": "errors",
    tabindex: "-1",
  });
  const header = textElement("header", "");
  const button = textElement("button", "Close", { type: "button" });
  button.addEventListener("click", close);
  header.append(textElement("h1", title, { id: "title" }), button);
  const list = textElement("div", "", { id: "errors" });
  for (const error of errors) list.append(textElement("h2", error.title || ""), textElement("pre", error.text || ""));
  dialog.append(header, list, textElement("p", "Escape closes this. It goes away with the next good build."));
  return dialog;
};

/** One overlay for the page: `report` takes all errors that a build has now, and what they are about. */
const createOverlay = () => {
  const reports = new Map();
  let host;
  let focusBefore;
  const close = () => {
    if (!host) return;
    host.remove();
    host = 0;
    self.removeEventListener("keydown", closeOnEscape, true);
    if (focusBefore && focusBefore.focus) focusBefore.focus();
  };
  const closeOnEscape = (event) => {
    if (event.key === "Escape") close();
  };
  const show = (errors) => {
    close();
    focusBefore = document.activeElement;
    host = document.createElement("mfbuild-overlay");
    const root = host.attachShadow({ mode: "open" });
    addOverlayStyles(root);
    const dialog = overlayDialog(errors, close);
    root.append(dialog);
    (document.body || document.documentElement).append(host);
    self.addEventListener("keydown", closeOnEscape, true);
    dialog.focus();
  };
  return {
    report(topic, errors) {
      if (!errors.length && !reports.has(topic)) return;
      reports.set(topic, errors);
      if (!errors.length) reports.delete(topic);
      const all = [...reports.values()].flat();
      if (all.length) show(all);
      else close();
    },
  };
};

const overlayName = Symbol.for("mfbuild.overlay");

/** Shows the errors of one kind that this build has; an empty list takes them away. */
const report = (kind, errors) => {
  if (!HOT.overlay || !document || !self.customElements) return;
  const overlay = (self[overlayName] ||= createOverlay());
  overlay.report(`${QUEUE} ${kind}`, errors);
};
