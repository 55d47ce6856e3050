import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const fixed = ["./", "./icon.svg", "./manifest.webmanifest"];

/**
 * Emits `service-worker.js`: the list of everything built and a version made from the content, put before the forty
 * lines of src/offline/service-worker.js. A plug-in for this brings three hundred packages; this brings none.
 */
export function offlineCopy(): Plugin {
  return {
    name: "counterweight:offline-copy",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const built = Object.keys(bundle)
        .filter((name) => !name.endsWith(".map") && name !== "index.html")
        .sort();
      const version = createHash("sha256");
      for (const item of Object.values(bundle)) version.update(item.type === "chunk" ? item.code : item.source);
      const files = [...fixed, ...built.map((name) => `./${name}`)];
      const program = readFileSync(join(import.meta.dirname, "../src/offline/service-worker.js"), "utf8");
      this.emitFile({
        type: "asset",
        fileName: "service-worker.js",
        source: `const version = ${JSON.stringify(version.digest("hex").slice(0, 16))};\nconst files = ${JSON.stringify(files)};\n${program}`,
      });
    },
  };
}
