import { type ReactNode, useState } from "react";
import { NotDone } from "../api.ts";
import { FactorForm } from "../Factor.tsx";
import { useSay } from "../useSay.ts";

/** Does something on the server; says what went wrong, and asks for the code again where it is needed, then repeats. */
export function useDoing(): { readonly run: (work: () => Promise<void>) => void; readonly notice: ReactNode } {
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
        {again !== undefined && <FactorForm onDone={() => run(again)} />}
      </>
    ),
  };
}
