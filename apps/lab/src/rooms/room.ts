import type { ComponentType } from "react";
import type { Locale } from "../text/locales.ts";

/** One folder in `rooms/` holds one of these in its `room.ts`; the shell finds it there, nothing else lists it. */
export type Room = {
  /** The folder's name; its words are `messages.{en,es,fr}.json` beside it, ids beginning with `NAME.`. */
  readonly name: string;
  /** The address after `#`, for example `/policy`. */
  readonly path: string;
  /** The word in the navigation and the browser's tab; here, because it is needed before the room's words are loaded. */
  readonly title: Readonly<Record<Locale, string>>;
  /** Place in the navigation, from the left. */
  readonly order: number;
  /** The page, loaded when somebody goes there. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** False hides the room altogether, for example where a server is needed and none answers. */
  readonly shown?: () => boolean;
};
