export * from "./charts/fan.ts";
export * from "./charts/intervals.ts";
export * from "./charts/scale.ts";
export * from "./document.ts";
export * from "./escape.ts";
export * from "./html.ts";
export * from "./markdown.ts";
export * from "./palette.ts";
