import type { Room } from "../room.ts";

export const room: Room = {
  name: "count",
  path: "/count",
  order: 30,
  title: { en: "How many?", es: "¿Cuántas personas?", fr: "Combien ?" },
  load: () => import("./CountPage.tsx"),
};
