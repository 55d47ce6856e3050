import type { Plugin } from "vite";

const name = "virtual:first-view";

/**
 * What the first page shows, computed at build time by the same packages with the draws and seed that the page itself
 * would use, so that a person reads numbers before 100 kB of evidence have arrived. A browser test computes them again.
 */
export function firstView(): Plugin {
  return {
    name: "counterweight:first-view",
    resolveId: { filter: { id: /^virtual:first-view$/ }, handler: () => `\0${name}` },
    load: {
      filter: { id: /^\0virtual:first-view$/ },
      handler: async () => {
        const { openEvidence } = await import("@counterweight/evidence");
        const { readerOf } = await import("@counterweight/evidence/files");
        const { firstViewOf } = await import("../src/data/firstViewOf.ts");
        return { code: `export default ${JSON.stringify(firstViewOf(openEvidence(readerOf())))};`, moduleType: "js" };
      },
    },
  };
}
