/** What a list is: who keeps it, whom it covers, and over which time. */
export type ListDefinition = {
  readonly name: string;
  readonly definition?: string;
  readonly from?: string;
  readonly to?: string;
};

/** `source: ...` and `LA: local authorities (2013-01-01 to 2013-12-31)` from comment lines above the header. */
export function readComments(
  comments: readonly string[],
  lists: readonly string[],
): { source?: string; title?: string; definitions: ListDefinition[] } {
  const found = new Map<string, string>();
  for (const comment of comments) {
    const match = /^([^:]+):\s*(.+)$/.exec(comment);
    if (match?.[1] !== undefined && match[2] !== undefined) found.set(match[1].trim(), match[2].trim());
  }
  const source = found.get("source");
  const title = found.get("title");
  return {
    ...(source === undefined ? {} : { source }),
    ...(title === undefined ? {} : { title }),
    definitions: lists.map((name) => {
      const text = found.get(name);
      if (text === undefined) return { name };
      const window = /\s*\(?(\d{4}(?:-\d{2}){0,2}) to (\d{4}(?:-\d{2}){0,2})\)?\s*$/.exec(text);
      const definition = window === null ? text : text.slice(0, window.index).trim();
      return {
        name,
        ...(definition === "" ? {} : { definition }),
        ...(window?.[1] === undefined || window[2] === undefined ? {} : { from: window[1], to: window[2] }),
      };
    }),
  };
}
