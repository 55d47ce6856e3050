import { apply, type Instruction, type Operation } from "./program.ts";

const commutative = new Set<Operation>(["add", "multiply"]);

/** Collects instructions; equal ones become one, constants are folded with the very operations a run would use. */
export class Builder {
  readonly instructions: Instruction[] = [];
  readonly inputs: string[] = [];
  /** Whether the value may change from step to step. */
  readonly varies: boolean[] = [];
  private readonly known = new Map<string, number>();
  private readonly invert: boolean;

  /** `invert`: a division of what changes by what stays becomes a multiplication (other last digits). */
  constructor({ invert = true }: { readonly invert?: boolean } = {}) {
    this.invert = invert;
  }

  private put(operation: Operation, a: number, b: number, c: number, value: number): number {
    const key = `${operation} ${a} ${b} ${c} ${Object.is(value, -0) ? "-0" : value}`;
    const old = this.known.get(key);
    if (old !== undefined) return old;
    const place = this.instructions.push({ operation, a, b, c, value }) - 1;
    this.varies.push(operation === "state" || [a, b, c].some((operand) => operand >= 0 && this.varies[operand]));
    this.known.set(key, place);
    return place;
  }

  constant(value: number): number {
    return this.put("constant", -1, -1, -1, value);
  }

  input(name: string): number {
    const at = this.inputs.indexOf(name);
    return this.put("input", -1, -1, -1, at >= 0 ? at : this.inputs.push(name) - 1);
  }

  state(index: number): number {
    return this.put("state", -1, -1, -1, index);
  }

  private fixed(place: number): number | undefined {
    const instruction = this.instructions[place];
    return instruction?.operation === "constant" ? instruction.value : undefined;
  }

  /** An instruction, or something simpler with the same value to the last bit (for finite operands). */
  op(operation: Operation, a: number, b = -1, c = -1): number {
    const [x, y, z] = [this.fixed(a), this.fixed(b), this.fixed(c)];
    if (x !== undefined && (b < 0 || y !== undefined) && (c < 0 || z !== undefined))
      return this.constant(apply(operation, x, y ?? 0, z ?? 0));
    if (operation === "multiply" && (x === 1 || y === 1)) return x === 1 ? b : a;
    if (operation === "multiply" && (x === 0 || y === 0)) return this.constant(0);
    if (operation === "add" && (x === 0 || y === 0)) return x === 0 ? b : a;
    if (operation === "subtract" && y === 0) return a;
    if (operation === "divide" && y === 1) return a;
    if (operation === "ifZero" && x !== undefined) return x === 0 ? b : c;
    // A divisor that stays the same through the run is inverted once.
    if (this.invert && operation === "divide" && this.varies[a] && !this.varies[b])
      return this.op("multiply", a, this.op("divide", this.constant(1), b));
    // One comparison picks the operand that is not NaN only if the variable one stands first: so NaN is never lost.
    if ((operation === "min" || operation === "max") && x !== undefined) return this.put(operation, b, a, -1, 0);
    if (commutative.has(operation) && b < a) return this.put(operation, b, a, -1, 0);
    return this.put(operation, a, b, c, 0);
  }

  power(base: number, exponent: number): number {
    const y = this.fixed(exponent);
    if (y === 0) return this.constant(1);
    const raised = this.op("exp", this.op("multiply", exponent, this.op("log", base)));
    return y === undefined ? this.op("ifZero", exponent, this.constant(1), raised) : raised;
  }
}
