/** Where French and Spanish put a space that must not end a line; catalogues are written with ordinary ones. */
const before: Readonly<Record<string, RegExp>> = { fr: / (?=[»:;?!%])|(?<=«) /g, es: / (?=%)/g };

/** The text with such spaces made unbreakable. */
export const unbroken = (locale: string, text: string): string => {
  const shape = before[locale];
  return shape === undefined ? text : text.replace(shape, "\u00a0");
};
