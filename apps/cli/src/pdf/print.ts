import { existsSync } from "node:fs";
import { Problem } from "@counterweight/kernel";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Prints a self-contained HTML page to PDF, A4, with a real engine: the machine's Chromium, or the one npm brought. */
export async function printPdf(html: string): Promise<Uint8Array> {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch(await engine());
  try {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.setContent(html);
    return await page.pdf({
      format: "A4",
      preferCSSPageSize: true,
      displayHeaderFooter: true,
      headerTemplate: "<span></span>",
      footerTemplate:
        '<div style="font:7pt sans-serif;color:#5c5c58;width:100%;text-align:center"><span class="pageNumber"></span> / <span class="totalPages"></span></div>',
    });
  } finally {
    await browser.close();
  }
}

const quiet = [
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];

async function engine(): Promise<{ executablePath: string; args: string[] }> {
  // Chromium refuses its sandbox to root, as in a container; the page it prints is our own and runs no script.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const own = installed.find((file) => existsSync(file));
  if (own !== undefined) return { executablePath: own, args: [...quiet, ...sandbox] };
  if (process.platform === "linux" && process.arch === "x64") {
    const { default: bundled } = await import("@sparticuz/chromium");
    return {
      executablePath: await bundled.executablePath(),
      args: [...bundled.args.filter((flag) => !flag.startsWith("--headless")), ...quiet],
    };
  }
  throw new Problem({
    code: "pdf.engine",
    what: "no Chromium, Chrome or Edge was found to print the PDF with",
    doThis: "write --out FILE.html and print it from your browser: it gives the same pages",
  });
}
