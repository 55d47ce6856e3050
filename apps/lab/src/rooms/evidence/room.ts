import type { Room } from "../room.ts";

export const room: Room = {
  name: "evidence",
  path: "/evidence",
  order: 80,
  title: { en: "Check a number", es: "Comprobar un dato", fr: "Vérifier un chiffre" },
  load: () => import("./EvidencePage.tsx"),
};
