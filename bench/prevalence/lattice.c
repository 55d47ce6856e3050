/* Lower bound for refits: the same Newton steps on the lattice of six lists, scalar C with libm's exp and log. Reads
   lines of 64 counts (history order, cell 0 empty) from standard input; prints the estimates' sum and CPU seconds. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#define T 6
#define CELLS 64
#define MAX 32

static void subsets(double *v) { for (int b = 1; b < CELLS; b <<= 1) for (int k = 0; k < CELLS; k += 2 * b) for (int i = k; i < k + b; i++) v[i + b] += v[i]; }
static void supersets(double *v) { for (int b = 1; b < CELLS; b <<= 1) for (int k = 0; k < CELLS; k += 2 * b) for (int i = k; i < k + b; i++) v[i] += v[i + b]; }

static int fit(const double *margin, const int *set, int p, double *a, double *unseen) {
  double eta[CELLS], s[CELLS], h[MAX][MAX], g[MAX], slope[MAX];
  for (int round = 0; round < 100; round++) {
    for (int i = 0; i < CELLS; i++) eta[i] = 0;
    for (int j = 0; j < p; j++) eta[set[j]] = a[j];
    subsets(eta);
    s[0] = 0;
    for (int i = 1; i < CELLS; i++) s[i] = exp(eta[i]);
    supersets(s);
    for (int j = 0; j < p; j++) slope[j] = g[j] = margin[set[j]] - s[set[j]];
    for (int i = 0; i < p; i++) for (int j = 0; j <= i; j++) h[i][j] = s[set[i] | set[j]];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < i; j++) { double x = h[i][j]; for (int k = 0; k < j; k++) x -= h[i][k] * h[j][k]; h[i][j] = x * h[j][j]; }
      double x = h[i][i]; for (int k = 0; k < i; k++) x -= h[i][k] * h[i][k];
      if (!(x > 0)) return 0;
      h[i][i] = 1 / sqrt(x);
    }
    for (int i = 0; i < p; i++) { double x = g[i]; for (int k = 0; k < i; k++) x -= h[i][k] * g[k]; g[i] = x * h[i][i]; }
    for (int i = p - 1; i >= 0; i--) { double x = g[i] * h[i][i]; g[i] = x; for (int k = 0; k < i; k++) g[k] -= h[i][k] * x; }
    double decrement = 0;
    for (int j = 0; j < p; j++) { decrement += g[j] * slope[j]; a[j] += g[j]; }
    if (decrement < 1e-12) { *unseen = exp(a[0]); return 1; }
  }
  return 0;
}

int main(int argc, char **argv) {
  int p = argc - 1, set[MAX];
  for (int j = 0; j < p; j++) set[j] = atoi(argv[j + 1]);
  static double table[4096][CELLS];
  int tables = 0;
  while (tables < 4096) {
    int c = 0;
    for (; c < CELLS && scanf("%lf", &table[tables][c]) == 1; c++);
    if (c < CELLS) break;
    tables++;
  }
  double start[MAX], sum = 0;
  int fits = 0;
  clock_t began = clock();
  for (int t = 0; t < tables; t++) {
    double margin[CELLS], a[MAX], unseen;
    for (int i = 0; i < CELLS; i++) margin[i] = table[t][i];
    supersets(margin);
    if (t == 0) { for (int j = 0; j < p; j++) start[j] = 0; start[0] = log(margin[0]); for (int j = 1; j <= T; j++) start[j] = log(0.3 * margin[set[j]] / margin[0]); }
    for (int j = 0; j < p; j++) a[j] = start[j];
    if (!fit(margin, set, p, a, &unseen)) continue;
    if (t == 0) for (int j = 0; j < p; j++) start[j] = a[j];
    sum += unseen; fits++;
  }
  printf("%d %.9f %.6f\n", fits, sum, (double)(clock() - began) / CLOCKS_PER_SEC);
  return 0;
}
