interface Seen {
  who: string;
  react: object;
}

declare global {
  var acmeReacts: Seen[] | undefined;
}

/** Remembers which React a bundle got: the specs compare the functions, since namespaces may be objects of a bundler. */
export function sawReact(who: string, { useState, createElement }: { useState: unknown; createElement: unknown }) {
  (globalThis.acmeReacts ??= []).push({ who, react: { useState, createElement } });
}

export function reactsSeen() {
  return globalThis.acmeReacts ?? [];
}
