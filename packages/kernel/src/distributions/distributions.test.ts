import { describe, expect, test } from "vitest";
import {
  betaDistribution,
  type Distribution,
  gammaDistribution,
  logNormal,
  normal,
  normalProbability,
  normalQuantile,
  tabulated,
  triangular,
  truncatedNormal,
  uniform,
} from "./index.ts";

const error = (found: number, wanted: number) => (found === wanted ? 0 : Math.abs(found / wanted - 1));

// scipy 1.17.1: norm.ppf(p), scipy.special.ndtr(x)
test.each([
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798409],
  [1e-5, -4.264890793922825],
  [0.01, -2.3263478740408408],
  [0.075, -1.4395314709384563],
  [0.3, -0.5244005127080409],
  [0.5, 0],
  [0.9, 1.2815515655446004],
  [0.999999, 4.753424308817087],
])("normal quantile of %d", (p, answer) => {
  expect(error(normalQuantile(p), answer)).toBeLessThan(1e-14);
});

test.each([
  [-30, 4.906713927147908e-198],
  [-10, 7.61985302416047e-24],
  [-5.7, 5.99037140106353e-9],
  [-3, 0.0013498980316300933],
  [-0.5, 0.3085375387259869],
  [0, 0.5],
  [0.67, 0.7485711049046899],
  [0.7, 0.758036347776927],
  [1.96, 0.9750021048517795],
  [8, 0.9999999999999993],
])("normal probability below %d", (x, answer) => {
  expect(error(normalProbability(x), answer)).toBeLessThan(1e-13);
});

test("the ends of the normal", () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(Number.NaN)]).toEqual([NaN, NaN, NaN]);
  expect([normalProbability(-Infinity), normalProbability(Infinity)]).toEqual([0, 1]);
});

test("a truncated normal agrees with scipy's truncnorm, far tails included", () => {
  const near = truncatedNormal(1, 2, 0, 4);
  [0.3416042511668591, 1.6155076422979913, 3.2596714362576424].forEach((answer, i) =>
    expect(error(near.quantile([0.1, 0.5, 0.9][i] ?? 0), answer)).toBeLessThan(1e-12),
  );
  expect(error(near.probability(2), 0.6130180069961567)).toBeLessThan(1e-12);
  expect(error(near.mean, 1.7125457683541194)).toBeLessThan(1e-12);
  const far = truncatedNormal(0, 1, 10, 12);
  [10.010428370089281, 10.068411836058495, 10.225526810998913].forEach((answer, i) =>
    expect(error(far.quantile([0.1, 0.5, 0.9][i] ?? 0), answer)).toBeLessThan(1e-10),
  );
  expect(error(far.mean, 10.098093233499963)).toBeLessThan(1e-10);
});

test("a triangular distribution agrees with scipy's triang", () => {
  const answers = [2.632455532033676, 3, 4.102633403898972];
  [0.1, 0.25, 0.7].forEach((p, i) => expect(triangular(2, 3, 6).quantile(p)).toBeCloseTo(answers[i] ?? 0, 13));
});

const families: [string, Distribution][] = [
  ["normal", normal(3, 2)],
  ["log-normal", logNormal(1, 0.7)],
  ["uniform", uniform(-2, 5)],
  ["triangular", triangular(0, 0, 3)],
  ["truncated normal", truncatedNormal(0, 1, 0.5, 3)],
  ["gamma", gammaDistribution(3, 2)],
  ["beta", betaDistribution(2, 5)],
];

describe.each(families)("%s distribution", (_, distribution) => {
  test("quantile and probability undo each other, and the mean is the mean of the quantiles", () => {
    let sum = 0;
    let worst = 0;
    const cells = 100_000;
    for (let cell = 0; cell < cells; cell++) {
      const p = (cell + 0.5) / cells;
      const x = distribution.quantile(p);
      if (cell % 1000 === 0) worst = Math.max(worst, Math.abs(distribution.probability(x) - p));
      sum += x / cells;
    }
    expect(worst).toBeLessThan(1e-10);
    expect(sum).toBeCloseTo(distribution.mean, 2);
  });

  test("tabulated keeps its shape to a millionth of the spread", () => {
    const quick = tabulated(distribution.quantile);
    const spread = distribution.quantile(0.75) - distribution.quantile(0.25);
    for (let p = 0.00037; p < 1; p += 0.00037)
      expect(Math.abs(quick(p) - distribution.quantile(p)) / spread).toBeLessThan(1e-6);
  });
});

test("parameters that make no distribution are refused in a sentence", () => {
  expect(() => normal(0, 0)).toThrow(/deviation 0 of the normal distribution is wrong; expected a number above 0\.$/);
  expect(() => uniform(2, 1)).toThrow(/low end below the high end/);
  expect(() => triangular(0, 4, 3)).toThrow(/in order/);
  expect(() => truncatedNormal(0, 1, 40, 41)).toThrow(/holds some of the mass/);
});

// scipy 1.17.1: gamma.ppf(p, shape, scale=scale) and beta.ppf(p, a, b) at these p
test.each<[string, Distribution, number[]]>([
  [
    "gamma 0.05, 2",
    gammaDistribution(0.05, 2),
    [
      1.1689264114573712e-200, 1.1689264114573264e-60, 1.168926411457301e-20, 1.1147756881492512e-6, 0.1526342278183781,
      5.472917197457349, 30.233480213749626,
    ],
  ],
  [
    "gamma 1, 1.5",
    gammaDistribution(1, 1.5),
    [
      1.5000000000749953e-10, 0.001500750500375301, 0.15804077348673956, 1.0397207708399183, 3.453877639491069,
      10.361632918473205, 31.084898797842513,
    ],
  ],
  [
    "gamma 3.5, 0.2",
    gammaDistribution(3.5, 0.2),
    [
      0.0005605668492481242, 0.05984937523753761, 0.2833106917815344, 0.6345811195521516, 1.2017036623780533,
      2.4321886347856854, 5.58747810747311,
    ],
  ],
  [
    "gamma 5000, 1",
    gammaDistribution(5000, 1),
    [
      4563.255901211628, 4784.334247546984, 4909.59744092241, 4999.666670617572, 5090.830806915189, 5221.365282705089,
      5435.834156734216,
    ],
  ],
  [
    "beta 0.1, 0.2",
    betaDistribution(0.1, 0.2),
    [
      4.398874754194363e-99, 4.3988747541943253e-29, 4.398874740121518e-9, 0.04165249555559618, 0.9978810050249101,
      0.9999999999997877, 1.0,
    ],
  ],
  [
    "beta 2, 7",
    betaDistribution(2, 7),
    [
      1.889829507945463e-6, 0.006048935636523765, 0.06862604725282419, 0.20113119260500992, 0.4062454937209262,
      0.7112763807013676, 0.9613269309620064,
    ],
  ],
  ["beta 1, 1", betaDistribution(1, 1), [1e-10, 0.001, 0.1, 0.5, 0.9, 0.999, 0.999999999]],
  [
    "beta 300, 4000",
    betaDistribution(300, 4000),
    [
      0.04767171948223009, 0.05833549985999184, 0.06483366142924023, 0.06970074343971212, 0.07478694253830549,
      0.08233903675928438, 0.095396131219635,
    ],
  ],
])("quantiles of %s", (_, distribution, answers) => {
  const found = [1e-10, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 1e-9].map(distribution.quantile);
  const errors = found.map((value, index) => error(value, answers[index] ?? Number.NaN));
  expect(Math.max(...errors)).toBeLessThan(1e-9);
  expect(Math.max(...errors.slice(1, -1))).toBeLessThan(1e-11);
  expect([distribution.quantile(0), distribution.quantile(-1)]).toEqual([0, Number.NaN]);
});
