import { useText } from "../text/useText.ts";

const usual = [64, 128, 256, 512, 1024];

/** More draws take longer and blur less. */
export function DrawsChooser({
  draws,
  onChange,
}: {
  readonly draws: number;
  readonly onChange: (draws: number) => void;
}) {
  const { t, format } = useText();
  return (
    <label className="field">
      {t("decide.draws")}
      <select value={draws} onChange={(event) => onChange(Number(event.target.value))}>
        {[...new Set([...usual, draws])]
          .toSorted((a, b) => a - b)
          .map((count) => (
            <option key={count} value={count}>
              {format.exact(count)}
            </option>
          ))}
      </select>
    </label>
  );
}
