import { defineConfig } from "vitest/config";

// Tests that drive a real Chromium; one file at a time, because two browsers on two cores only slow each other.
export default defineConfig({
  test: {
    include: ["apps/**/*.browser.test.ts"],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
