import { useCallback, useMemo, useSyncExternalStore } from "react";
import { type Address, readAddress, readState, type Schema, type StateOf, writeAddress, writeState } from "./link.ts";

let current: { hash: string; address: Address } | undefined;
/** The state is already new but not yet in the address bar: browsers refuse hundreds of changes a minute. */
let unwritten: { from: string; hash: string; timer: ReturnType<typeof setTimeout> } | undefined;
const listeners = new Set<() => void>();

/** The address now; the same object as long as the link is the same. */
export function address(): Address {
  let { hash } = window.location;
  if (unwritten !== undefined) {
    // Somebody went elsewhere meanwhile: what was to be written belongs to a page that is gone.
    if (unwritten.from !== hash) forget();
    else hash = unwritten.hash;
  }
  if (current?.hash !== hash) current = { hash, address: readAddress(hash) };
  return current.address;
}

function forget(): void {
  clearTimeout(unwritten?.timer);
  unwritten = undefined;
}

/** Writes what is still unwritten into the address bar, at once. */
export function flushAddress(): void {
  if (unwritten === undefined) return;
  const { hash, from } = unwritten;
  forget();
  if (window.location.hash === from) window.history.replaceState(null, "", hash);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("hashchange", tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("hashchange", tell);
  };
}

function tell(): void {
  for (const listener of listeners) listener();
}

export const useAddress = (): Address => useSyncExternalStore(subscribe, address);

/** Parameters that go along from room to room. */
const carried = ["lang", "theme", "title", "region", "sector"];

/** The link to a room from here, with what a person has chosen for all rooms. */
export function linkTo(path: string, parameters: Record<string, string> = {}): string {
  const next = new URLSearchParams();
  for (const key of carried) {
    const value = address().parameters.get(key);
    if (value !== null) next.set(key, value);
  }
  for (const [key, value] of Object.entries(parameters)) next.set(key, value);
  return writeAddress(path, next);
}

/** Changes the state without a new entry in the history: a lever moved forty times is not forty pages. */
export function replaceParameters(parameters: URLSearchParams): void {
  const { path } = address();
  const from = window.location.hash;
  const hash = writeAddress(path, parameters);
  forget();
  unwritten = { from, hash, timer: setTimeout(flushAddress, 150) };
  tell();
}

/** A room's state in the link: the values, a setter for some of them, and the keys that could not be read. */
export function useLinkState<const S extends Schema>(
  schema: S,
): readonly [StateOf<S>, (changes: Partial<StateOf<S>>) => void, readonly string[]] {
  const { parameters } = useAddress();
  const { state, unread } = useMemo(() => readState(schema, parameters), [schema, parameters]);
  const set = useCallback(
    (changes: Partial<StateOf<S>>) => replaceParameters(writeState(schema, address().parameters, changes)),
    [schema],
  );
  return [state, set, unread];
}
