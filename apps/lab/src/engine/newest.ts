/**
 * Of several runs begun one after the other only the newest counts: beginning one calls the one before it off. A run that
 * was called off resolves to undefined.
 */
export function newestWins(): <T>(start: (signal: AbortSignal) => Promise<T>) => Promise<T | undefined> {
  let running: AbortController | undefined;
  return async (start) => {
    running?.abort(new Error("A newer input came."));
    const own = new AbortController();
    running = own;
    try {
      const result = await start(own.signal);
      return own.signal.aborted ? undefined : result;
    } catch (error) {
      if (own.signal.aborted) return undefined;
      throw error;
    }
  };
}
