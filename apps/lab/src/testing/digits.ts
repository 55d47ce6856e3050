import { evppi, freeWeights, prim, shapleyEffects, smaa, sobolIndices } from "@counterweight/decisions";
import {
  betaDistribution,
  gammaDistribution,
  gaussianCopula,
  logNormal,
  sobolPoints,
  stream,
  truncatedNormal,
} from "@counterweight/kernel";

/** Every bit of a mixed handful of results: random numbers, quantiles, points and each analysis with chance in it. */
export function digits(): string {
  const source = stream(20260101, "digits");
  const samples = Array.from({ length: 200 }, () => [
    source.uniform(),
    source.normal(),
    source.gamma(0.3),
    source.beta(2, 5),
    source.exponential(),
    source.binomial(1000, 0.37),
    source.poisson(77.7),
  ]).flat();
  const points = sobolPoints({ dimensions: 6, count: 1024, seed: 5 });
  const [u, v, w, x, y, z] = points as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const correlated = [u.slice(), v.slice()];
  gaussianCopula(correlated, [
    [1, 0.5],
    [0.5, 1],
  ]);
  const families = [
    logNormal(1, 0.8),
    truncatedNormal(0, 1, 2, 5),
    gammaDistribution(0.7, 3),
    betaDistribution(0.4, 6),
  ];
  const drawn = families.map(({ quantile }) => u.slice(0, 100).map(quantile));
  const benefit = u.map((value, row) => logNormal(0, 1).quantile(value) - 2 * (v[row] ?? 0));
  const indices = sobolIndices({ a: u, b: v, ab: [w, x] });
  const [box] = prim(
    [u, v, w],
    u.map((value, row) => (value > 0.3 && (v[row] ?? 0) < 0.6 ? 1 : 0)),
  );
  const ranks = smaa(
    [
      [u, v],
      [w, x],
      [y, z],
    ],
    freeWeights(2),
    3000,
    4,
  );
  const numbers = [
    ...samples,
    ...points.flatMap((column) => [...column]),
    ...correlated.flatMap((column) => [...column]),
    ...drawn.flatMap((column) => [...column]),
    ...[...indices.first, ...indices.total].flatMap(({ estimate, low, high }) => [estimate, low, high]),
    ...Object.values(evppi(u, [benefit, new Float64Array(1024)])),
    ...shapleyEffects([u, v], benefit),
    ...(box?.limits.flat() ?? []),
    ...ranks.acceptability.flat(),
    ...ranks.centralWeights.flatMap((weights) => weights ?? []),
    ...ranks.confidence.map((share) => share ?? 0),
  ];
  return Array.from(new Uint32Array(Float64Array.from(numbers).buffer), (word) => word.toString(16)).join(" ");
}
