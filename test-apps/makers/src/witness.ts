import { useState } from 'react';

declare global {
  /** The `useState` that each maker got: all the same function if the page has one React. */
  var acmeReacts: Record<string, unknown> | undefined;
}

(globalThis.acmeReacts ??= {})[MAKER] = useState;
