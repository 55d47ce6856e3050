import { useContext } from "react";
import { useText } from "../../text/useText.ts";
import type { Me } from "./api.ts";
import { OpenOwnSignIn } from "./OwnSignIn.tsx";

/** Title, who is signed in, and the way out. */
export function RoomHead({
  title,
  me,
  onSignOut,
}: {
  readonly title: string;
  readonly me: Me;
  readonly onSignOut: () => void;
}) {
  const { t } = useText();
  const openOwn = useContext(OpenOwnSignIn);
  return (
    <div className="row cases-head">
      <h1>{title}</h1>
      <span className="soft small">{me.name}</span>
      <button type="button" className="button small" onClick={openOwn}>
        {t("cases.own-sign-in")}
      </button>
      <button type="button" className="button small" onClick={onSignOut}>
        {t("cases.sign-out")}
      </button>
    </div>
  );
}
