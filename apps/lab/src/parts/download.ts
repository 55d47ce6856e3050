/** Gives the user a file made in the page; nothing is sent anywhere. */
export function download(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** RFC 4180, with cells that a spreadsheet would run as a formula made harmless. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    if (typeof value === "number") return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

const painted = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "display",
] as const;

/** The drawing as a file of its own: every computed colour and letter written into it, title and source included. */
export function standaloneSvg(drawing: SVGSVGElement, title: string, source: string): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const live = [drawing, ...drawing.querySelectorAll<SVGElement>("*")];
  const still = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  live.forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const name of painted) {
      const value = style.getPropertyValue(name);
      if (value !== "") still[index]?.setAttribute(name, value);
    }
    still[index]?.removeAttribute("class");
  });
  const width = drawing.clientWidth || Number(drawing.getAttribute("width"));
  const height = drawing.clientHeight || Number(drawing.getAttribute("height"));
  const page = getComputedStyle(document.documentElement);
  const ink = page.color;
  const lines = [...wrap(title, width / 8.5)];
  const sourceLines = wrap(source, width / 6.2);
  const top = 16 + lines.length * 22;
  const total = top + height + 10 + sourceLines.length * 15 + 6;
  const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const words = (list: string[], size: number, step: number, from: number) =>
    list
      .map(
        (text, index) =>
          `<text x="8" y="${from + index * step}" font-family="sans-serif" font-size="${size}" fill="${ink}">${escape(text)}</text>`,
      )
      .join("");
  copy.setAttribute("x", "0");
  copy.setAttribute("y", String(top));
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}"><rect width="100%" height="100%" fill="${page.backgroundColor}"/>${words(lines, 17, 22, 24)}${new XMLSerializer().serializeToString(copy)}${words(sourceLines, 11, 15, top + height + 18)}</svg>`;
}

function wrap(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length + 1 <= length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The same picture in dots, twice the size of the screen's, drawn by the browser itself. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) =>
    canvas.toBlob(
      (blob) => (blob === null ? failed(new Error("The picture could not be drawn.")) : done(blob)),
      "image/png",
    ),
  );
}
