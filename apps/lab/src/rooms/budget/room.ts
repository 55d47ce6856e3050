import type { Room } from "../room.ts";

export const room: Room = {
  name: "budget",
  path: "/budget",
  order: 45,
  title: { en: "Spend a budget", es: "Gastar un presupuesto", fr: "Dépenser un budget" },
  load: () => import("./BudgetPage.tsx"),
};
