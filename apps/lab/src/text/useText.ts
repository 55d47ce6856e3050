import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import { type Format, formatFor } from "./format.ts";
import { locales } from "./locales.ts";

export type Text = { readonly t: (id: string, values?: Record<string, unknown>) => string; readonly format: Format };

/** `t(id, values)` gives the sentence in the reader's language; `format` writes numbers as they are read there. */
export function useText(): Text {
  const { i18n } = useLingui();
  const { locale } = i18n;
  return useMemo(
    () => ({ t: (id, values) => i18n._(id, values), format: formatFor(locales.find((one) => one === locale) ?? "en") }),
    [i18n, locale],
  );
}
