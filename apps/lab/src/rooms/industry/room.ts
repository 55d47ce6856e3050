import type { Room } from "../room.ts";

export const room: Room = {
  name: "industry",
  path: "/industry",
  order: 10,
  title: { en: "How it earns", es: "Cómo gana", fr: "Comment elle gagne" },
  load: () => import("./IndustryPage.tsx"),
};
