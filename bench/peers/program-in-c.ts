import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Program } from "@counterweight/kernel";

/** The name of a value in the other language. */
const name = (place: number) => `v${place}`;

function expression(program: Program, place: number, call: (name: string, ...operands: string[]) => string): string {
  const { operation, a, b, c } = program.instructions[place] as Program["instructions"][number];
  const [x, y, z] = [name(a), name(b), name(c)];
  const infix: Partial<Record<string, string>> = { add: "+", subtract: "-", multiply: "*", divide: "/" };
  if (infix[operation]) return `${x} ${infix[operation]} ${y}`;
  if (operation === "ifZero") return call("ifzero", x, y, z);
  if (operation === "min" || operation === "max") return call(operation, x, y);
  return call(operation, x);
}

/** exp and log for GCC's vectors: the kernel's algorithms, without their care for the edges. */
const vectorFunctions = `
typedef double V __attribute__((vector_size(W*8)));
typedef long long I __attribute__((vector_size(W*8)));
static inline V vexp(V x){ V s=x*1.4426950408889634+6755399441055744.0; V n=s-6755399441055744.0; V r=(x-n*0.6931471803691238)-n*1.9082149292705877e-10; V r2=r*r,r4=r2*r2;
 V q=((0.5000000000000001+0.16666666666666669*r)+(0.04166666666662413+0.008333333333330062*r)*r2)+(((0.0013888888917213717+0.00019841269863053618*r)+(2.4801521295954376e-05+2.7557268459997064e-06*r)*r2)*r4)+(2.7620088445409746e-07+2.510038549551032e-08*r)*(r4*r4);
 V p=(r+r2*q)+1.0; I b=(I)p+((I)s<<52); V o=(V)b; return (V)((I)o & (I)(x>=-708.0)); }
static inline V vlog(V x){ I h=(I)x+(0x95f62LL<<32); V n=(V)((I)((unsigned long long __attribute__((vector_size(W*8))))h>>52)|(0x433LL<<52))-4503599627371519.0; V m=(V)((h&0xfffffffffffffLL)+(0x3fe6a09eLL<<32)); V f=m-1.0; V s=f/(2.0+f); V z=s*s,w=z*z;
 V t1=w*(0.3999999999940942+w*(0.22222198432149784+w*0.15313837699209373)); V t2=z*(0.6666666666666735+w*(0.2857142874366239+w*(0.1818357216161805+w*0.14798198605116586))); V hf=0.5*f*f; return n*0.6931471803691238-((hf-(s*(hf+(t1+t2))+n*1.9082149292705877e-10))-f); }
static inline V vsel(I m, V a, V b){ return (V)(((I)a&m)|((I)b&~m)); }
#define MIN(a,b) vsel((b)<(a),(b),(a))
#define MAX(a,b) vsel((a)<(b),(b),(a))
#define IFZERO(a,b,c) vsel((a)==0.0,(b),(c))
static inline V vsqrt(V x){ V y; for(int l=0;l<W;l++) y[l]=__builtin_sqrt(x[l]); return y; }
#define EXP vexp
#define LOG vlog
#define SQRT vsqrt
`;
const scalarFunctions = `
#include <math.h>
typedef double V;
#define MIN(a,b) ((b)<(a)?(b):(a))
#define MAX(a,b) ((a)<(b)?(b):(a))
#define IFZERO(a,b,c) ((a)==0.0?(b):(c))
#define EXP exp
#define LOG log
#define SQRT sqrt
`;

/** The program as C: \`run(inputs, outputs, draws, passes)\`, column by column; W draws at a time with GCC's vectors, or one. */
function programInC(program: Program, width: number): string {
  const { prelude, step, states, outputs, instructions } = program;
  const call = (fn: string, ...operands: string[]) => `${fn.toUpperCase()}(${operands.join(",")})`;
  const lines = (places: readonly number[]) =>
    places.map((place) => `V ${name(place)}=${expression(program, place, call)};`).join("\n");
  const stateOf = instructions.flatMap(({ operation, value }, place) =>
    operation === "state" && value >= 0 ? [[place, value] as const] : [],
  );
  const fixed = instructions.flatMap(({ operation, value }, place) => {
    if (operation === "constant") {
      const text = Number.isFinite(value)
        ? value.toExponential(17)
        : value > 0
          ? "__builtin_inf()"
          : "-__builtin_inf()";
      return [width > 1 ? `const V ${name(place)}=(V){0}+${text};` : `const V ${name(place)}=${text};`];
    }
    return [];
  });
  const loads = instructions.flatMap(({ operation, value }, place) =>
    operation === "input"
      ? [
          width > 1
            ? `V ${name(place)}; __builtin_memcpy(&${name(place)}, in+${value}*n+d, sizeof(V));`
            : `V ${name(place)}=in[${value}*n+d];`,
        ]
      : [],
  );
  const store = (value: string, index: number) =>
    width > 1 ? `{V t=${value}; __builtin_memcpy(out+${index}*n+d,&t,sizeof(V));}` : `out[${index}*n+d]=${value};`;
  return `
#define W ${width}
${width > 1 ? vectorFunctions : scalarFunctions}
void run(const double* restrict in, double* restrict out, long n, long passes){
${fixed.join("\n")}
for(long d=0; d<n; d+=W){
${loads.join("\n")}
${lines(prelude)}
${states.map(({ initial }, k) => `V s${k}=${name(initial)};`).join(" ")}
${outputs.map((_, k) => `V o${k};`).join(" ")}
for(long pass=0; pass<passes; pass++){
${stateOf.map(([place, k]) => `V ${name(place)}=s${k};`).join(" ")}
${lines(step)}
${states.map(({ next }, k) => `s${k}=${name(next)};`).join(" ")}
${outputs.map(({ from, at }, k) => (from === "step" ? `o${k}=${name(at)};` : "")).join(" ")}
}
${outputs.map(({ from, at }, k) => store(from === "step" ? `o${k}` : `s${at}`, k)).join(" ")}
}}
`;
}

const mainInC = `
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int main(int c, char** a){ long n=atol(a[2]), passes=atol(a[3]), ins=atol(a[4]), outs=atol(a[5]), times=atol(a[6]);
 double* in=aligned_alloc(64,ins*n*8); double* out=aligned_alloc(64,outs*n*8); FILE* f=fopen(a[1],"rb"); if(fread(in,8,ins*n,f)!=(size_t)(ins*n)) return 1; fclose(f);
 double best=1e99; for(long k=0;k<times;k++){ struct timespec s,e; clock_gettime(CLOCK_PROCESS_CPUTIME_ID,&s); run(in,out,n,passes); clock_gettime(CLOCK_PROCESS_CPUTIME_ID,&e); double t=(e.tv_sec-s.tv_sec)*1e3+(e.tv_nsec-s.tv_nsec)/1e6; if(t<best)best=t; }
 printf("%.6f\\n", best); for(long k=0;k<outs*n;k++) printf("%.17g\\n", out[k]); return 0; }
`;

export type PeerResult = { readonly milliseconds: number; readonly outputs: Float64Array };

export function hasCompiler(): boolean {
  return spawnSync("gcc", ["--version"]).status === 0;
}

/** Compiles the program with gcc -O3 -march=native and runs it on the inputs (column by column); the best of some times, in CPU milliseconds. */
export function runInC(
  program: Program,
  inputs: Float64Array,
  draws: number,
  passes: number,
  width: number,
  times = 5,
): PeerResult {
  const folder = mkdtempSync(join(tmpdir(), "counterweight-bench-"));
  try {
    writeFileSync(join(folder, "run.c"), programInC(program, width) + mainInC);
    writeFileSync(join(folder, "in"), inputs);
    execFileSync("gcc", ["-O3", "-march=native", "-o", join(folder, "run"), join(folder, "run.c"), "-lm"]);
    const sizes = [draws, passes, program.inputs.length, program.outputs.length, times].map(String);
    const text = execFileSync(join(folder, "run"), [join(folder, "in"), ...sizes], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    const [time, ...values] = text.trim().split("\n").map(Number);
    return { milliseconds: time as number, outputs: Float64Array.from(values) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function hasNumpy(): boolean {
  return spawnSync("python3", ["-c", "import numpy"]).status === 0;
}

/** The same with numpy: each instruction one operation on a column of all draws. */
export function runInNumpy(program: Program, inputs: Float64Array, draws: number, passes: number): PeerResult {
  const { prelude, step, states, outputs, instructions } = program;
  const functions: Record<string, string> = {
    min: "np.minimum",
    max: "np.maximum",
    exp: "np.exp",
    log: "np.log",
    sqrt: "np.sqrt",
  };
  const call = (fn: string, ...operands: string[]) =>
    fn === "ifzero"
      ? `np.where(${operands[0]} == 0, ${operands[1]}, ${operands[2]})`
      : `${functions[fn]}(${operands.join(", ")})`;
  const lines = (places: readonly number[], indent: string) =>
    places.map((place) => `${indent}${name(place)} = ${expression(program, place, call)}`).join("\n");
  const number = (value: number) => (Number.isFinite(value) ? String(value) : `${value > 0 ? "" : "-"}np.inf`);
  const text = `
import numpy as np, sys, time
np.seterr(all="ignore")
data = np.fromfile(sys.argv[1]).reshape(-1, ${draws})
def run():
${instructions.flatMap(({ operation, value }, place) => (operation === "constant" ? [`  ${name(place)} = ${number(value)}`] : operation === "input" ? [`  ${name(place)} = data[${value}]`] : [])).join("\n")}
${lines(prelude, "  ")}
${states.map(({ initial }, k) => `  s${k} = ${name(initial)} + np.zeros(${draws})`).join("\n")}
  for _ in range(${passes}):
${instructions.flatMap(({ operation, value }, place) => (operation === "state" && value >= 0 ? [`    ${name(place)} = s${value}`] : [])).join("\n")}
${lines(step, "    ")}
${states.map(({ next }, k) => `    s${k} = ${name(next)}`).join("\n")}
  return [${outputs.map(({ from, at }) => (from === "step" ? name(at) : `s${at}`)).join(", ")}]
start = time.process_time(); out = run(); print((time.process_time() - start) * 1000)
for column in out:
  for value in np.broadcast_to(column, (${draws},)): print(repr(float(value)))
`;
  const folder = mkdtempSync(join(tmpdir(), "counterweight-bench-"));
  try {
    writeFileSync(join(folder, "in"), inputs);
    writeFileSync(join(folder, "run.py"), text);
    const printed = execFileSync("python3", [join(folder, "run.py"), join(folder, "in")], {
      env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    const [time, ...values] = printed
      .trim()
      .split("\n")
      .map((line) => Number(line.replace("inf", "Infinity")));
    return { milliseconds: time as number, outputs: Float64Array.from(values) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
