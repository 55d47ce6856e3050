import { useSyncExternalStore } from "react";

type Toast = { readonly id: number; readonly text: string };
let toasts: readonly Toast[] = [];
let next = 0;
const listeners = new Set<() => void>();

function change(to: readonly Toast[]): void {
  toasts = to;
  for (const listener of listeners) listener();
}

/** Says in one sentence that something happened ("Link copied"), for six seconds. */
export function toast(text: string): void {
  const id = next++;
  change([...toasts, { id, text }].slice(-3));
  setTimeout(() => change(toasts.filter((item) => item.id !== id)), 6000);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function ToastRegion() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toasts no-print" role="status">
      {shown.map(({ id, text }) => (
        <p key={id} className="toast">
          {text}
        </p>
      ))}
    </div>
  );
}
