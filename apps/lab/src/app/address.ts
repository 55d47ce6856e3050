import { useCallback, useMemo, useSyncExternalStore } from "react";
import { type Address, readAddress, readState, type Schema, type StateOf, writeAddress, writeState } from "./link.ts";

let current: { hash: string; address: Address } | undefined;
const listeners = new Set<() => void>();

/** The address now; the same object as long as the link is the same. */
export function address(): Address {
  const { hash } = window.location;
  if (current?.hash !== hash) current = { hash, address: readAddress(hash) };
  return current.address;
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
  const next = writeAddress(address().path, parameters);
  if (next === window.location.hash) return;
  window.history.replaceState(null, "", next);
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
