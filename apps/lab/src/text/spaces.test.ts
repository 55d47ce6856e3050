import { expect, test } from "vitest";
import { unbroken } from "./spaces.ts";

test("a quotation mark, a colon or a percent sign never stands alone at the end or the start of a line", () => {
  expect(unbroken("fr", "« Droit » : 5 % ; {a, plural, one {un ?} other {#}} !")).toBe(
    "«\u00a0Droit\u00a0»\u00a0: 5\u00a0%\u00a0; {a, plural, one {un\u00a0?} other {#}}\u00a0!",
  );
  expect(unbroken("es", "el 5 % de «todas»: nada")).toBe("el 5\u00a0% de «todas»: nada");
  expect(unbroken("en", "5 % : a")).toBe("5 % : a");
});
