import { createContext } from "react";

const settled = () => Promise.resolve();

/** When the figures below are final. What a person takes away waits for it; most pages show nothing else. */
export const Settling = createContext<() => Promise<void>>(settled);
