import { expect, test } from "vitest";
import { philox } from "./philox.ts";

// Random123 1.14, examples/kat_vectors, lines "philox4x32 10".
test.each([
  ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
])("counter %s with key %s gives the published words", (counter, key, answer) => {
  const words = (text: string) => text.split(" ").map((word) => Number.parseInt(word, 16));
  const [a = 0, b = 0, c = 0, d = 0] = words(counter);
  const [left = 0, right = 0] = words(key);
  const output = new Uint32Array(4);
  philox(a, b, c, d, left, right, output);
  expect([...output].map((word) => word.toString(16).padStart(8, "0")).join(" ")).toBe(answer);
});
