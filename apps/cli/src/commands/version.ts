import packageFile from "../../package.json" with { type: "json" };
import type { Command } from "../command.ts";

export const command: Command = {
  name: "version",
  summary: "Print the version, as results cite it",
  usage: "counterweight version",
  run: async (_args, terminal) => {
    terminal.write(`${packageFile.version}\n`);
    return 0;
  },
};
