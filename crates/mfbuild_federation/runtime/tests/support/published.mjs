// The published federation runtimes that the container must work with.

import * as current from "@module-federation/runtime";
import * as previous from "@module-federation/runtime-021";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
// 0.21 does not export `satisfy` from its main package.
const previousCore = createRequire(require.resolve("@module-federation/runtime-021"))(
  "@module-federation/runtime-core",
);

export const published = {
  "2.9.2": { ...current, satisfy: current.satisfy },
  "0.21.6": { ...previous, satisfy: previousCore.satisfy },
};
