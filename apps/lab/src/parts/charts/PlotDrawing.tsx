import { type PlotOptions, plot } from "@observablehq/plot";
import { useLayoutEffect, useRef } from "react";
import "./charts.css";

/** Options without size and document, which belong to the page. */
export type Drawing = (width: number) => Omit<PlotOptions, "document" | "className">;

/**
 * Observable Plot in one place. Plot writes a style element into its drawing, which a strict policy forbids, and marks
 * its parts up as unnamed images (issue plot#1760): so it draws in a document of its own, loses the style element
 * and becomes one image with one description; the table is in the `Figure` around it.
 */
export function PlotDrawing({
  draw,
  width,
  describe,
}: {
  readonly draw: Drawing;
  readonly width: number;
  readonly describe: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const apart = document.implementation.createHTMLDocument();
    const drawing = plot({ ...draw(width), width, document: apart, className: "chart" });
    for (const style of drawing.querySelectorAll("style")) style.remove();
    for (const part of drawing.querySelectorAll("[aria-label], [role]")) {
      part.removeAttribute("aria-label");
      part.removeAttribute("role");
    }
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", describe);
    place.current?.replaceChildren(document.adoptNode(drawing));
  }, [draw, width, describe]);
  return <div ref={place} />;
}
