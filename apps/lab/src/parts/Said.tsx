import { translated } from "../text/said.ts";
import { useText } from "../text/useText.ts";

/** Words of the data or of an analysis, in the reader's language; what nobody has translated is marked as English. */
export function Said({ children }: { readonly children: string }) {
  const { format } = useText();
  const words = translated(format.locale, children);
  return words === undefined ? <span lang="en">{children}</span> : words;
}
