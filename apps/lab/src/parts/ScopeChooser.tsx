import type { ReactNode } from "react";
import { placeFields } from "../data/places.ts";
import type { ScopeState } from "../data/scope.ts";
import { DrawsChooser } from "./DrawsChooser.tsx";
import { PlaceChooser } from "./PlaceChooser.tsx";
import { StructureChooser } from "./StructureChooser.tsx";

type Props = {
  readonly scope: ScopeState;
  readonly set: (changes: Partial<ScopeState>) => void;
  /** What else the room asks about; it stands first. */
  readonly children: ReactNode;
};

/** What a decision room computes over: place, draws, theories. */
export function ScopeChooser({ scope, set, children }: Props) {
  return (
    <>
      <div className="row">
        {children}
        <PlaceChooser
          region={scope.region}
          sector={scope.sector}
          onRegion={(name) => set({ region: placeFields.region.read(name) ?? "World" })}
          onSector={(name) => set({ sector: placeFields.sector.read(name) ?? "all" })}
        />
        <DrawsChooser draws={scope.draws} onChange={(draws) => set({ draws })} />
      </div>
      <StructureChooser chosen={scope.structures} onChange={(structures) => set({ structures })} />
    </>
  );
}
