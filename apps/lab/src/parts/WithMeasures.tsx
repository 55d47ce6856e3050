import type { Intervention } from "@counterweight/policy";
import type { ReactNode } from "react";
import { catalogue } from "../data/catalogue.ts";
import { useLoaded } from "../data/useLoaded.ts";
import { ErrorState, LoadingState } from "./States.tsx";

/** Whatever needs the catalogue, once it is here. */
export function WithMeasures({ children }: { readonly children: (measures: readonly Intervention[]) => ReactNode }) {
  const measures = useLoaded(catalogue);
  if (measures.state === "loading") return <LoadingState />;
  if (measures.state === "failed")
    return <ErrorState message={measures.message} onRetry={() => window.location.reload()} />;
  return children(measures.value);
}
