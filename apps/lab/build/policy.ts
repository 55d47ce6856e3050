import type { Plugin } from "vite";

/**
 * What the page may load and where it may send: itself and nobody else. `data:` and `blob:` are for pictures only, which
 * is how a chart becomes a PNG on the user's own machine.
 */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "connect-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Writes the policy into the built page, so that it holds on hosts that let nobody set headers. */
export function contentPolicy(): Plugin {
  return {
    name: "counterweight:policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy },
        injectTo: "head-prepend",
      },
    ],
  };
}
