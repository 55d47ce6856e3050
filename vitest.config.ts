import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/**/*.test.ts", "apps/**/*.test.{ts,tsx}", "tests/**/*.test.ts", "bench/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/*.browser.test.ts"],
    // Some tests kill processes, restart databases and drive browsers on whatever machine there is: one bad moment is forgiven.
    retry: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
