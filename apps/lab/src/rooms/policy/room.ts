import type { Room } from "../room.ts";

export const room: Room = {
  name: "policy",
  path: "/policy",
  order: 20,
  title: { en: "Test a policy", es: "Probar una política", fr: "Tester une politique" },
  load: () => import("./PolicyPage.tsx"),
};
