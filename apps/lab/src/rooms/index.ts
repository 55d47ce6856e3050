import type { Room } from "./room.ts";

const found = import.meta.glob<Room>("./*/room.ts", { eager: true, import: "room" });

/** Every room that can be entered, in the order of the navigation. */
export const rooms: readonly Room[] = Object.values(found)
  .filter((room) => room.shown?.() ?? true)
  .sort((a, b) => a.order - b.order);

export const roomAt = (path: string): Room | undefined => rooms.find((room) => room.path === path);
