import type { Room } from "../room.ts";

export const room: Room = {
  name: "home",
  path: "/",
  order: 0,
  title: { en: "Start", es: "Inicio", fr: "Accueil" },
  load: () => import("./HomePage.tsx"),
};
