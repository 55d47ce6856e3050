import type { CaseRecord, Standards } from "@counterweight/cases";
import { useState } from "react";
import { useText } from "../../text/useText.ts";
import { FieldInput } from "./FieldInput.tsx";
import { keysOf, type Part, valueAt, withValue } from "./record.ts";

const sealedWhileMasked = (sensitivity: string, encrypted: boolean) => encrypted && sensitivity !== "free text";

/** One part of the form; a list of its own for what there can be several of. */
export function FormPart({
  standards,
  part,
  open,
  record,
  onChange,
  hidden,
}: {
  readonly standards: Standards;
  readonly part: Part;
  readonly open: boolean;
  readonly record: CaseRecord;
  readonly onChange: (record: CaseRecord) => void;
  /** True while identity is masked: its questions are left out, or an empty answer would look like a change. */
  readonly hidden: boolean;
}) {
  const { t } = useText();
  const there =
    part.list === undefined ? 1 : ((valueAt(record, part.list.split(".")) as unknown[] | undefined)?.length ?? 0);
  const [wanted, setWanted] = useState(part.list === "person.names" ? 1 : 0);
  const count = part.list === undefined ? 1 : Math.max(there, wanted);
  const fields = part.fields.filter(
    ({ sensitivity, encrypted }) => !(hidden && sealedWhileMasked(sensitivity, encrypted)),
  );
  // A kind of name without the name asks nothing.
  if (fields.length === 0 || (hidden && part.list === "person.names")) return null;
  return (
    <details className="cases-part" open={open}>
      <summary>{t(`cases.part-${(part.list ?? part.name).replaceAll(/[ .]/g, "-")}`)}</summary>
      {Array.from({ length: count }, (_, index) => (
        // The place in the list is what the record knows an item by.
        // eslint-disable-next-line react/no-array-index-key
        <div key={index} className="cases-item">
          {fields.map((field) => {
            const keys = keysOf(field.path, index);
            return (
              <FieldInput
                key={field.path}
                standards={standards}
                field={field}
                value={valueAt(record, keys)}
                onChange={(value) => onChange(withValue(record, keys, value))}
              />
            );
          })}
        </div>
      ))}
      {part.list !== undefined && (
        <button type="button" className="button small" onClick={() => setWanted(count + 1)}>
          {t("cases.add-item")}
        </button>
      )}
    </details>
  );
}
