import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import { type Format, formatFor } from "./format.ts";
import { locales } from "./locales.ts";
import { translated } from "./said.ts";

export type Text = {
  readonly t: (id: string, values?: Record<string, unknown>) => string;
  readonly format: Format;
  /** Words of the data or of an analysis in the reader's language, in English where they have none. */
  readonly said: (text: string) => string;
};

/** `t(id, values)` gives the sentence in the reader's language; `format` writes numbers as they are read there. */
export function useText(): Text {
  const { i18n } = useLingui();
  const { locale } = i18n;
  return useMemo(() => {
    const own = locales.find((one) => one === locale) ?? "en";
    return {
      t: (id, values) => i18n._(id, values),
      format: formatFor(own),
      said: (text) => translated(own, text) ?? text,
    };
  }, [i18n, locale]);
}
