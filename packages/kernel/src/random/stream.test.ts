import { describe, expect, test } from "vitest";
import { type Stream, stream } from "./index.ts";

const draws = 40_000;
function sample(draw: (source: Stream) => number, purpose = "test"): number[] {
  const source = stream(7, purpose);
  return Array.from({ length: draws }, () => draw(source));
}

/** How many standard errors mean or variance, whichever is worse, lie from theory (fourth moment from the sample). */
function distance(values: number[], mean: number, variance: number): number {
  const found = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.map((value) => (value - mean) ** 2);
  const spread = squares.reduce((a, b) => a + b, 0) / values.length;
  const fourth = squares.reduce((a, b) => a + (b - spread) ** 2, 0) / values.length;
  return Math.max(
    Math.abs(found - mean) / Math.sqrt(variance / values.length),
    Math.abs(spread - variance) / Math.sqrt(fourth / values.length),
  );
}

describe("a stream", () => {
  test("is a pure function of seed, purpose and index", () => {
    const first = (seed: number, purpose: string, index: number) => stream(seed, purpose, index).uniform();
    expect(first(3, "prior", 12)).toBe(first(3, "prior", 12));
    const others = [first(3, "prior", 12), first(4, "prior", 12), first(3, "priors", 12), first(3, "prior", 13)];
    expect(new Set([...others, first(3 + 2 ** 40, "prior", 12)]).size).toBe(5);
  });

  test("these digits never change: results cite them", () => {
    const source = stream(20260101, "digits", 5);
    const digits = [source.uniform(), source.normal(), source.gamma(2.5), source.beta(0.5, 3), source.exponential()];
    expect([...digits, source.binomial(1000, 0.3), source.poisson(200), source.integer(1e6)]).toMatchInlineSnapshot(`
      [
        0.04281182181256782,
        -0.23926107057797644,
        4.524628782903557,
        0.0003490003499519079,
        0.4964112445638199,
        302,
        188,
        139982,
      ]
    `);
  });

  test("uniforms fill (0, 1) evenly", () => {
    const values = sample((source) => source.uniform());
    expect(distance(values, 0.5, 1 / 12)).toBeLessThan(5);
    const cells = Array.from({ length: 100 }, () => 0);
    for (const value of values) cells[Math.floor(value * 100)]!++;
    const chiSquare = cells.reduce((sum, count) => sum + (count - draws / 100) ** 2 / (draws / 100), 0);
    expect(chiSquare).toBeGreaterThan(58); // 99 degrees of freedom: 0.05% and 99.95% quantiles
    expect(chiSquare).toBeLessThan(154);
  });

  test.each([[0.05], [0.7], [1], [3.5], [400]])("gamma with shape %d has its moments", (shape) => {
    expect(
      distance(
        sample((source) => source.gamma(shape)),
        shape,
        shape,
      ),
    ).toBeLessThan(5);
  });

  test.each([
    [0.5, 0.5],
    [2, 7],
    [300, 20],
  ])("beta %d, %d has its moments", (a, b) => {
    expect(
      distance(
        sample((source) => source.beta(a, b)),
        a / (a + b),
        (a * b) / ((a + b) ** 2 * (a + b + 1)),
      ),
    ).toBeLessThan(5);
  });

  test.each([
    [5, 0.2],
    [40, 0.9],
    [1000, 0.03],
    [1e6, 0.37],
    [1e9, 1e-9],
  ])("binomial of %d trials at %d has its moments", (trials, p) => {
    expect(
      distance(
        sample((source) => source.binomial(trials, p)),
        trials * p,
        trials * p * (1 - p),
      ),
    ).toBeLessThan(5);
  });

  test.each([[0.01], [3], [17], [1234.5], [1e7]])("Poisson with mean %d has its moments", (mean) => {
    expect(
      distance(
        sample((source) => source.poisson(mean)),
        mean,
        mean,
      ),
    ).toBeLessThan(5);
  });

  test("binomial and Poisson follow their mass functions where the method changes", () => {
    const chiSquare = (values: number[], mass: (k: number) => number, from: number, to: number) => {
      let sum = 0;
      for (let k = from; k <= to; k++) {
        const expected = draws * mass(k);
        sum += (values.filter((value) => value === k).length - expected) ** 2 / expected;
      }
      return sum;
    };
    const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
    const poisson = chiSquare(
      sample((source) => source.poisson(20)),
      (k) => (Math.exp(-20) * 20 ** k) / factorial(k),
      10,
      30,
    );
    const binomial = chiSquare(
      sample((source) => source.binomial(60, 0.5)),
      (k) => factorial(60) / factorial(k) / factorial(60 - k) / 2 ** 60,
      20,
      40,
    );
    expect(poisson).toBeLessThan(50); // 21 cells: beyond the 99.9% quantile of 46.8
    expect(binomial).toBeLessThan(50);
  });

  test("certain and impossible cases need no luck", () => {
    const source = stream(1, "edges");
    expect([source.binomial(10, 0), source.binomial(10, 1), source.binomial(0, 0.5), source.poisson(0)]).toEqual([
      0, 10, 0, 0,
    ]);
    expect(source.multinomial(9, [0, 2, 0])).toEqual([0, 9, 0]);
  });

  test("multinomial and Dirichlet share out the whole", () => {
    const source = stream(2, "shares");
    const totals = [0, 0, 0];
    for (let draw = 0; draw < 2000; draw++) {
      const counts = source.multinomial(50, [1, 3, 6]);
      expect(counts.reduce((a, b) => a + b)).toBe(50);
      counts.forEach((count, cell) => {
        totals[cell]! += count / 100_000;
      });
      expect(source.dirichlet([0.3, 2, 1]).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
    expect(Math.abs((totals[0] ?? 0) - 0.1)).toBeLessThan(0.005);
    expect(Math.abs((totals[2] ?? 0) - 0.6)).toBeLessThan(0.008);
  });

  test("a shuffle makes every order equally often", () => {
    const counts = new Map<string, number>();
    const source = stream(3, "shuffle");
    for (let draw = 0; draw < 24_000; draw++) {
      const order = source.shuffle([1, 2, 3, 4]).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(160);
  });

  test("a seed that is no whole number is refused in a sentence", () => {
    expect(() => stream(-1, "x")).toThrow(/^the seed is -1; expected a whole number from 0/);
    expect(() => stream(0.5, "x")).toThrow(/the seed is 0.5/);
  });
});
