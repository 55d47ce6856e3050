import { exp, log } from "../elementary.ts";
import { logGamma } from "./log-gamma.ts";

/** Regularised lower incomplete gamma function P(shape, x): the Gamma(shape, 1) distribution function at x. */
export function gammaLower(shape: number, x: number): number {
  if (!(shape > 0) || !(x >= 0)) return Number.NaN;
  if (x === 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x < shape + 1 ? series(shape, x) : 1 - fraction(shape, x);
}

/** Regularised upper incomplete gamma function Q(shape, x) = 1 - P(shape, x), without cancellation in the tail. */
export function gammaUpper(shape: number, x: number): number {
  if (!(shape > 0) || !(x >= 0)) return Number.NaN;
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < shape + 1 ? 1 - series(shape, x) : fraction(shape, x);
}

const front = (shape: number, x: number) => exp(shape * log(x) - x - logGamma(shape));

/** Below shape + 1 the power series converges fast (DLMF 8.7.1). */
function series(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let k = 1; k < 10_000 && term > sum * 1e-17; k++) {
    term *= x / (shape + k);
    sum += term;
  }
  return sum * front(shape, x);
}

/** Above it Legendre's continued fraction does (DLMF 8.9.2), by Lentz's method. */
function fraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let k = 1; k < 10_000; k++) {
    const a = -k * (k - shape);
    b += 2;
    d = 1 / (a * d + b || 1e-300);
    c = b + a / c || 1e-300;
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return h * front(shape, x);
}
