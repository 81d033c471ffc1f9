// Public path of a classic script: read in the first tick, `currentScript` is gone later.

const scriptAddress = () => {
  if (!document) return self.location.href;
  const { currentScript } = document;
  if (currentScript && currentScript.tagName === "SCRIPT" && currentScript.src) return currentScript.src;
  const addresses = [...document.getElementsByTagName("script")].map((script) => script.src);
  return addresses.reverse().find((address) => /^https?:/.test(address));
};
