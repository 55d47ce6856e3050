import { defineConfig } from "vitest/config";

// Tests that drive a real Chromium; one file at a time, because two browsers on two cores only slow each other.
export default defineConfig({
  test: {
    include: ["apps/**/*.browser.test.ts"],
    fileParallelism: false,
    // Some tests kill processes, restart databases and drive browsers on whatever machine there is: one bad moment is forgiven.
    retry: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
