import type { Intervention, Position } from "@counterweight/policy";
import { useState } from "react";
import { useText } from "../../text/useText.ts";
import { ownPositions } from "./compute.ts";

type Props = {
  readonly position: Pick<Position, "id" | "name">;
  readonly text: string;
  readonly edited: boolean;
  readonly catalogue: readonly Intervention[];
  readonly onUse: (text: string) => void;
  readonly onBack: () => void;
};

/** The beliefs and values of one position as text; what cannot be read is said in one sentence and not used. */
export function PositionEditor({ position, text, edited, catalogue, onUse, onBack }: Props) {
  const { t } = useText();
  const [written, setWritten] = useState(text);
  const fault = faultIn(written, catalogue);
  const field = `position-${position.id}`;
  return (
    <div className="stack">
      <label className="field" htmlFor={field}>
        {t("common-ground.edit", { name: position.name })}
        <textarea
          id={field}
          lang="en"
          rows={16}
          cols={72}
          spellCheck={false}
          value={written}
          aria-invalid={fault !== undefined}
          onChange={(event) => setWritten(event.target.value)}
        />
      </label>
      <p role="status" lang="en">
        {fault ?? ""}
      </p>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={fault !== undefined || written === text}
          onClick={() => onUse(written)}
        >
          {t("common-ground.use")}
        </button>
        {edited && (
          <button type="button" className="button" onClick={onBack}>
            {t("common-ground.back")}
          </button>
        )}
      </div>
    </div>
  );
}

function faultIn(written: string, catalogue: readonly Intervention[]): string | undefined {
  try {
    ownPositions(`[${written}]`, catalogue);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
