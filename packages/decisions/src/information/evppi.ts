import { type Bins, binned, cellSums } from "./bins.ts";
import { smoother, splineBasis } from "./spline.ts";

/** What knowing is worth, in the unit of the net benefit, with its standard error. */
export type Worth = { readonly estimate: number; readonly standardError: number };

/** Net benefit of each option, each a column of N draws. */
export type NetBenefit = readonly ArrayLike<number>[];

/** The means of the options and which is highest; the first of equals. */
export function bestOnAverage(netBenefit: NetBenefit): { means: number[]; best: number } {
  const means = netBenefit.map((column) => {
    let sum = 0;
    for (let draw = 0; draw < column.length; draw++) sum += column[draw] as number;
    return sum / column.length;
  });
  return { means, best: means.indexOf(Math.max(...means)) };
}

/**
 * Expected value of perfect information: mean of the best option of each draw, less the best mean (Raiffa and Schlaifer
 * 1961). Standard error from the spread of the draws' gains.
 */
export function evpi(netBenefit: NetBenefit): Worth {
  const { best } = bestOnAverage(netBenefit);
  const base = netBenefit[best] as ArrayLike<number>;
  const gains = new Float64Array(base.length);
  for (const column of netBenefit)
    for (let draw = 0; draw < gains.length; draw++)
      gains[draw] = Math.max(gains[draw] as number, (column[draw] as number) - (base[draw] as number));
  return { estimate: average(gains), standardError: errorOfMean(gains) };
}

function average(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] as number;
  return sum / values.length;
}

function errorOfMean(values: Float64Array): number {
  const mean = average(values);
  let squares = 0;
  for (let index = 0; index < values.length; index++) squares += ((values[index] as number) - mean) ** 2;
  return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
}

/**
 * Expected value of perfect information about one parameter: regress each option's net benefit, less the best option's,
 * on the parameter, and take the mean of the best fitted value (Strong, Oakley and Brennan 2014). The regression is a
 * penalised cubic spline of up to 16 degrees of freedom over at most 512 cells of the parameter's draws; a parameter of
 * at most 16 values is averaged value by value instead. The standard error is that of the gain of deciding by the
 * fitted values, which covers the noise of the regression to first order.
 */
export function evppi(parameter: ArrayLike<number>, netBenefit: NetBenefit): Worth {
  const bins = binned(parameter);
  const draws = parameter.length;
  const { best, means } = bestOnAverage(netBenefit);
  const base = netBenefit[best] as ArrayLike<number>;
  const baseSums = cellSums(bins, base);
  const smooth = fitter(bins, draws);
  const gains: (Float64Array | undefined)[] = netBenefit.map((column, option) => {
    if (option === best) return undefined;
    const sums = cellSums(bins, column);
    const shift = (means[option] as number) - (means[best] as number);
    for (let cell = 0; cell < sums.length; cell++)
      sums[cell] = (sums[cell] as number) - (baseSums[cell] as number) - shift * (bins.count[cell] as number);
    let squares = 0;
    for (let draw = 0; draw < draws; draw++) {
      const gain = (column[draw] as number) - (base[draw] as number) - shift;
      squares += gain * gain;
    }
    const fitted = smooth(sums, squares);
    for (let cell = 0; cell < fitted.length; cell++) fitted[cell] = (fitted[cell] as number) + shift;
    return fitted;
  });
  return worthOf(bins, gains, netBenefit, base);
}

/** Smooths sums over cells; by plain averages where the parameter has few values. */
function fitter(bins: Bins, draws: number): (sums: Float64Array, squares: number) => Float64Array {
  const cells = bins.count.length;
  if (cells <= 16) return (sums) => sums.map((sum, cell) => sum / (bins.count[cell] as number));
  const size = Math.min(18, Math.max(6, Math.floor(cells / 3)));
  const smooth = smoother(splineBasis(bins.place, bins.count, size), bins.count, draws);
  return (sums, squares) => smooth(sums, squares).fitted;
}

/** Mean of the best fitted gain over the cells, and the standard error of the gain of deciding so. */
function worthOf(
  { cell, count }: Bins,
  gains: readonly (Float64Array | undefined)[],
  netBenefit: NetBenefit,
  base: ArrayLike<number>,
): Worth {
  const chosen = new Int8Array(count.length).fill(-1);
  let estimate = 0;
  for (let at = 0; at < count.length; at++) {
    let most = 0;
    gains.forEach((fitted, option) => {
      if (fitted !== undefined && (fitted[at] as number) > most) {
        most = fitted[at] as number;
        chosen[at] = option;
      }
    });
    estimate += (most * (count[at] as number)) / cell.length;
  }
  if (chosen.every((option) => option < 0)) return { estimate: 0, standardError: 0 };
  const gain = new Float64Array(cell.length);
  for (let draw = 0; draw < gain.length; draw++) {
    const option = chosen[cell[draw] as number] as number;
    if (option >= 0) gain[draw] = ((netBenefit[option] as ArrayLike<number>)[draw] as number) - (base[draw] as number);
  }
  return { estimate, standardError: errorOfMean(gain) };
}

/** The same for fitted gains given draw by draw; `targets` are the options' net benefits less the best option's. */
export function worthOfGains(
  gains: readonly (Float64Array | undefined)[],
  targets: readonly (Float64Array | undefined)[],
): Worth {
  const draws = gains.find((column) => column !== undefined)?.length ?? 0;
  const gain = new Float64Array(draws);
  let estimate = 0;
  for (let draw = 0; draw < draws; draw++) {
    let most = 0;
    for (let option = 0; option < gains.length; option++) {
      const fitted = gains[option]?.[draw];
      if (fitted === undefined || fitted <= most) continue;
      most = fitted;
      gain[draw] = targets[option]?.[draw] as number;
    }
    estimate += most / draws;
  }
  return { estimate, standardError: errorOfMean(gain) };
}
