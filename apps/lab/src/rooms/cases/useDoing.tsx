import { type ReactNode, useState } from "react";
import { useText } from "../../text/useText.ts";
import { NotDone } from "./api.ts";
import { FactorForm } from "./Factor.tsx";
import { useSay } from "./useSay.ts";

/** Does something on the server; says what went wrong, and asks for a fresh factor where it is needed, then repeats. */
export function useDoing(): { readonly run: (work: () => Promise<void>) => void; readonly notice: ReactNode } {
  const { t } = useText();
  const say = useSay();
  const [problem, setProblem] = useState("");
  const [again, setAgain] = useState<(() => Promise<void>) | undefined>();
  const run = (work: () => Promise<void>): void => {
    setProblem("");
    setAgain(undefined);
    work().catch((error: unknown) =>
      error instanceof NotDone && error.code === "sign-in.fresh" ? setAgain(() => work) : setProblem(say(error)),
    );
  };
  return {
    run,
    notice: (
      <>
        {problem !== "" && (
          <p role="alert" className="notice">
            {problem}
          </p>
        )}
        {again !== undefined && (
          <section className="notice stack" aria-label={t("cases.fresh")}>
            <p role="alert">{t("cases.fresh")}</p>
            <FactorForm onDone={() => run(again)} />
          </section>
        )}
      </>
    ),
  };
}
