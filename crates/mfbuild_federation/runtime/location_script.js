// Public path of a classic script: read in the first tick, `currentScript` is gone later.

const scriptAddress = () => {
  if (typeof document === "undefined") return self.location && self.location.href;
  const current = document.currentScript;
  if (current && current.tagName === "SCRIPT" && current.src) return current.src;
  const addresses = [...document.getElementsByTagName("script")].map((script) => script.src);
  return addresses.reverse().find((address) => /^https?:/.test(address));
};
