import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";
import { unbroken } from "../src/text/spaces.ts";

/** Turns `messages.en.json` (plain sentences a translator edits) into compiled messages, so that the page carries no parser. */
export function compiledMessages(): Plugin {
  return {
    name: "counterweight:messages",
    enforce: "pre",
    transform: {
      filter: { id: /messages\.[a-z]{2}\.json$/ },
      handler(code, id) {
        const locale = /\.([a-z]{2})\.json/.exec(id)?.[1] ?? "en";
        const plain = JSON.parse(code) as Record<string, string>;
        const compiled = Object.fromEntries(
          Object.entries(plain).map(([key, text]) => [key, compileMessage(unbroken(locale, text))]),
        );
        return { code: `export default ${JSON.stringify(compiled)};`, map: null, moduleType: "js" };
      },
    },
  };
}
