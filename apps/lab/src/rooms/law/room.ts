import type { Room } from "../room.ts";

export const room: Room = {
  name: "law",
  path: "/law",
  order: 60,
  title: { en: "Weigh a penalty", es: "Sopesar una pena", fr: "Peser une peine" },
  load: () => import("./LawPage.tsx"),
};
