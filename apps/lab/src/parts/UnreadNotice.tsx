import { useText } from "../text/useText.ts";

/** Says which parts of a link could not be read; nothing is guessed in silence. */
export function UnreadNotice({ keys }: { readonly keys: readonly string[] }) {
  const { t, format } = useText();
  if (keys.length === 0) return null;
  return <p className="notice">{t("shell.unread-link", { keys: format.list(keys) })}</p>;
}
