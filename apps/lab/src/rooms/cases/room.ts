import type { Room } from "../room.ts";

export const room: Room = {
  name: "cases",
  path: "/cases",
  order: 70,
  title: { en: "Cases", es: "Casos", fr: "Dossiers" },
  load: () => import("./CasesPage.tsx"),
  // The server of a register marks the page it serves; anywhere else there is nothing to enter.
  shown: () => document.querySelector('meta[name="counterweight-register"]') !== null,
};
