import { regionNames, sectorNames } from "../data/places.ts";
import { useText } from "../text/useText.ts";

type Props = {
  readonly region: string;
  readonly sector?: string;
  /** For rooms that speak of one sector at a time. */
  readonly withoutAll?: boolean;
  readonly onRegion: (region: string) => void;
  readonly onSector?: (sector: string) => void;
};

/** Region and, where it matters, sector: the same two lists in every room. */
export function PlaceChooser({ region, sector, withoutAll, onRegion, onSector }: Props) {
  const { t } = useText();
  return (
    <div className="row">
      <label className="field">
        {t("place.region")}
        <select value={region} onChange={(event) => onRegion(event.target.value)}>
          {regionNames.map((name) => (
            <option key={name} value={name}>
              {t(`place.${wordOf(name)}`)}
            </option>
          ))}
        </select>
      </label>
      {onSector && (
        <label className="field">
          {t("place.sector")}
          <select value={sector} onChange={(event) => onSector(event.target.value)}>
            {sectorNames
              .filter((name) => !(withoutAll && name === "all"))
              .map((name) => (
                <option key={name} value={name}>
                  {t(`place.${wordOf(name)}`)}
                </option>
              ))}
          </select>
        </label>
      )}
    </div>
  );
}

/** The key of a place's name in the catalogue. */
export const wordOf = (name: string): string => name.toLowerCase().replaceAll(" ", "-");
