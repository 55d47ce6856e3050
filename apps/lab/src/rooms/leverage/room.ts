import type { Room } from "../room.ts";

export const room: Room = {
  name: "leverage",
  path: "/leverage",
  order: 40,
  title: { en: "What moves most", es: "Qué mueve más", fr: "Ce qui change le plus" },
  load: () => import("./LeveragePage.tsx"),
};
