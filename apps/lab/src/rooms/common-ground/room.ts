import type { Room } from "../room.ts";

export const room: Room = {
  name: "common-ground",
  path: "/common-ground",
  order: 50,
  title: { en: "Common ground", es: "Terreno común", fr: "Terrain d'entente" },
  load: () => import("./CommonGroundPage.tsx"),
};
