import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { firstView } from "./build/first-view.ts";
import { compiledMessages } from "./build/messages.ts";
import { offlineCopy } from "./build/offline-copy.ts";
import { contentPolicy } from "./build/policy.ts";

export default defineConfig({
  root: import.meta.dirname,
  // Relative addresses: the folder works under any path of any static host.
  base: "./",
  plugins: [react(), compiledMessages(), firstView(), contentPolicy(), offlineCopy()],
  worker: { format: "es" },
  resolve: { preserveSymlinks: false },
  build: {
    target: "es2023",
    outDir: "dist",
    // No data: addresses, so that the policy can stay at 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
  },
});
