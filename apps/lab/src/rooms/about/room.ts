import type { Room } from "../room.ts";

export const room: Room = {
  name: "about",
  path: "/about",
  order: 90,
  title: { en: "Method", es: "Método", fr: "Méthode" },
  load: () => import("./AboutPage.tsx"),
};
