/** The data package as the build copies it: one hashed file each, fetched from our own host when first needed. */
const addresses = import.meta.glob<string>("../../../../data/**/*.{csv,json}", { query: "?url", import: "default" });
const prefix = "../../../../data/";
const texts = new Map<string, Promise<string>>();

/** The text of a file; the path is relative to `data/`, as everywhere. */
export function dataFile(path: string): Promise<string> {
  let text = texts.get(path);
  if (text === undefined) {
    text = fetchText(path).catch((error: unknown) => {
      texts.delete(path);
      throw error;
    });
    texts.set(path, text);
  }
  return text;
}

async function fetchText(path: string): Promise<string> {
  const address = addresses[prefix + path];
  if (address === undefined) throw new Error(`The data package has no file ${path}.`);
  const response = await fetch(await address());
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return response.text();
}

/** Fetches the files and gives the reader that the packages ask for. */
export async function readerOf(paths: readonly string[]): Promise<(path: string) => string> {
  const loaded = new Map(await Promise.all(paths.map(async (path) => [path, await dataFile(path)] as const)));
  return (path) => {
    const text = loaded.get(path);
    if (text === undefined) throw new Error(`${path} was not fetched before it was read.`);
    return text;
  };
}
