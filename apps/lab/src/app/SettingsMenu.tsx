import { useId, useState } from "react";
import { localeNames, locales } from "../text/locales.ts";
import { useText } from "../text/useText.ts";
import { isRemembered, remember, themes, useSettings } from "./settings.ts";

/** Language, light or dark, the title in the browser's tab; kept in the link, and on the device only where asked. */
export function SettingsMenu() {
  const { t } = useText();
  const [settings, set] = useSettings();
  const [kept, setKept] = useState(isRemembered);
  const [open, setOpen] = useState(false);
  const id = useId();
  const change = (changes: Partial<typeof settings>) => {
    set(changes);
    if (kept) remember({ ...settings, ...changes });
  };
  return (
    <div
      role="group"
      aria-label={t("shell.settings")}
      className="settings"
      onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button type="button" className="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {t("shell.settings")}
      </button>
      {open && (
        <div className="settings-panel" id={id}>
          <label className="field">
            {t("shell.language")}
            <select
              value={settings.lang}
              onChange={(event) => change({ lang: locales.find((locale) => locale === event.target.value) ?? "en" })}
            >
              {locales.map((locale) => (
                <option key={locale} value={locale} lang={locale}>
                  {localeNames[locale]}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            {t("shell.theme")}
            <select
              value={settings.theme}
              onChange={(event) => change({ theme: themes.find((theme) => theme === event.target.value) ?? "auto" })}
            >
              {themes.map((theme) => (
                <option key={theme} value={theme}>
                  {t(`shell.theme-${theme}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="tick">
            <input
              type="checkbox"
              checked={settings.title === "neutral"}
              onChange={(event) => change({ title: event.target.checked ? "neutral" : "full" })}
            />
            {t("shell.neutral")}
          </label>
          <label className="tick">
            <input
              type="checkbox"
              checked={kept}
              onChange={(event) => {
                setKept(event.target.checked);
                remember(event.target.checked ? settings : undefined);
              }}
            />
            {t("shell.remember")}
          </label>
          <p className="small soft">{t("shell.remember-what")}</p>
        </div>
      )}
    </div>
  );
}
