import { useCallback } from "react";
import { useText } from "../../text/useText.ts";
import { NotDone } from "./api.ts";

/** What has words of our own in the reader's language; the rest the server says itself. */
const own = ["passkey.cancelled", "passkey.known", "passkey.impossible", "passkey.last", "sign-in.passkey"];

/** A sentence for whatever the server, or the browser, answered. */
export function useSay(): (error: unknown) => string {
  const { t } = useText();
  return useCallback(
    (error) => {
      if (!(error instanceof NotDone) || error.code === "unreachable") return t("cases.unreachable");
      const [family, name = ""] = error.code.split(".");
      if (family === "access" && name !== "own-session" && name !== "rules") return t(`cases.access-${name}`);
      if (error.code === "access.own-session")
        return `${t(`cases.own-session-${error.where}`)} ${t("cases.own-session-doing")}`;
      if (own.includes(error.code)) return t(`cases.problem-${error.code.replace(".", "-")}`);
      return [error.where, error.message].filter(Boolean).join(": ");
    },
    [t],
  );
}
