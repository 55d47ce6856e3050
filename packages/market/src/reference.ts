/** A parameter's value: one number, or one for each segment. */
export type Value = number | readonly number[];
export type Values = Readonly<Record<string, Value>>;

/**
 * The reference parameters: placeholders that exercise every term with two segments (0 sexual exploitation, 1 labour).
 * They are not estimates; those are in the parameter registry. Symbols as in docs/model/equations.md.
 */
export const referenceParameters: Values = {
  X0: [100, 100],
  p0: [30000, 9000],
  w: [2500, 2000],
  c: [7000, 2500],
  s: [0.25, 0.03],
  eps: [0.8, 0.5],
  sig: [1.5, 2.5],
  h: [4, 8],
  q0: [0.006, 0.004],
  kap: [0.055, 0.03],
  S: [7, 4],
  vy: [30000, 30000],
  F: [20000, 10000],
  gf: [0.02, 0.01],
  M: 3,
  ls: [0.005, 0.005],
  D: [60000, 40000],
  rho: 0.2,
  r: 0.2,
  mu: 0.4,
  cT: [2500, 1200],
  eself: [0.3, 0.35],
  erel: [0.2, 0.2],
  mort: [0.01, 0.004],
  alpha: 0.4,
  rA: 0.6,
  kA: 0.04,
  rU: 0.35,
  kU: 0.12,
  psi: 0.5,
  kv: 0.05,
  V0: 8000,
  lam: 0.5,
  nu: 1,
  xi: [0.8, 0.8],
  Tf: 0.5,
  Tq: 2,
  phir: 0.5,
  chi: 0.3,
  zeta: 0.5,
  iota: 0,
  thz: 1,
  etaf: 0,
  thsh: 0.15,
  Tz: 1,
  om: 0,
};

const demandLed = {
  lam: 0.85,
  xi: [1.4, 1.4],
  eps: [1.4, 1.2],
  thz: 0.5,
  zeta: 0.15,
  iota: 0,
  phir: 0.3,
  etaf: 0,
} as const;

/** What each structure changes about the reference parameters. W is D with steep capacity and the price of lawful labour as a cap. */
export const referenceStructures = {
  D: demandLed,
  S: { lam: 0.15, xi: [0.3, 0.3], eps: [0.5, 0.4], thz: 1.5, zeta: 0.3, iota: 0, phir: 0.6, etaf: 0.4 },
  E: {
    lam: 0.55,
    xi: [0.6, 0.6],
    eps: [0.4, 0.4],
    thz: 1,
    zeta: 2,
    iota: 0.6,
    phir: 0.9,
    etaf: 0.15,
    Tq: 4,
    om: 0.4,
  },
  W: { ...demandLed, xi: [6, 6], pL: [33000, 9900] },
} as const satisfies Record<string, Values>;
