import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTable } from "@counterweight/evidence";
import type { Page } from "playwright-core";
import type { Locale } from "../text/locales.ts";
import { phrasebook } from "../text/phrasebook.ts";

const source = join(import.meta.dirname, "..");
const data = join(source, "../../../data");
const catalogues = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith("messages.en.json"),
);
const messages = (locale: Locale): Record<string, string> =>
  Object.assign(
    {},
    ...catalogues.map((file) => JSON.parse(readFileSync(join(source, file.replace(".en.", `.${locale}.`)), "utf8"))),
  );

/** A message as a shape: its holes and plurals may hold anything; undefined where too few words are left to tell. */
function shapeOf(message: string): RegExp | undefined {
  const pieces = message.split(/\{(?:[^{}]|\{[^{}]*\})*\}/);
  if (pieces.length > 1 && pieces.join(" ").split(/\s+/).filter(Boolean).length < 3) return undefined;
  return new RegExp(`^${pieces.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`, "s");
}

/** What a text still says in English though the language has words for it: messages, and rows of data/words. */
export function stillEnglish(locale: "es" | "fr"): (text: string) => boolean {
  const [english, own] = [messages("en"), messages(locale)];
  const shapes = Object.keys(english)
    .filter((id) => english[id] !== own[id])
    .flatMap((id) => shapeOf(english[id] ?? "") ?? []);
  const theirs = Object.values(own).flatMap((message) => shapeOf(message) ?? []);
  const phrases = readdirSync(join(data, "words")).flatMap((name) =>
    readTable(name, readFileSync(join(data, "words", name), "utf8")).rows.map(({ cells }) => ({
      en: cells["en"] ?? "",
      said: cells[locale] ?? "",
    })),
  );
  const say = phrasebook(phrases, ",");
  const said = new Set(phrases.map((phrase) => phrase.said));
  return (text) => {
    if (said.has(text) || theirs.some((shape) => shape.test(text))) return false;
    const translation = say(text);
    return (translation !== undefined && translation !== text) || shapes.some((shape) => shape.test(text));
  };
}

/** Every text a reader of the page can come upon, closed parts, choices and labels included. */
export async function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode())
      if (node.parentElement?.closest("script, style, code, textarea") === null) texts.add(node.textContent ?? "");
    for (const element of document.querySelectorAll("[aria-label], [title], [aria-valuetext]"))
      for (const name of ["aria-label", "title", "aria-valuetext"]) texts.add(element.getAttribute(name) ?? "");
    // A paragraph is often made of several nodes; its sentence is whole only in their parent.
    for (const element of document.querySelectorAll("p, li, h1, h2, h3, th, td, option, figcaption, summary, button"))
      if (element.querySelector("code") === null) texts.add(element.textContent ?? "");
    return [...texts].map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => /[a-z]{2}/i.test(text));
  });
}
