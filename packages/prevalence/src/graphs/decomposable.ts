/** A decomposable graph on the lists: its cliques and (non-empty) separators as sets, and how many parts hang together. */
export type DecomposableGraph = {
  readonly cliques: readonly number[];
  readonly separators: readonly number[];
  readonly components: number;
};

/** Every decomposable (chordal) graph on 2 to 6 labelled lists: 2, 8, 61, 822, 18,154. */
export function decomposableGraphs(lists: number): DecomposableGraph[] {
  const edges: [number, number][] = [];
  for (let i = 0; i < lists; i++) for (let j = i + 1; j < lists; j++) edges.push([i, j]);
  const graphs: DecomposableGraph[] = [];
  const neighbours = new Int32Array(lists);
  for (let chosen = 0; chosen < 2 ** edges.length; chosen++) {
    neighbours.fill(0);
    for (const [edge, [i, j]] of edges.entries())
      if ((chosen >> edge) & 1) {
        neighbours[i] = (neighbours[i] as number) | (1 << j);
        neighbours[j] = (neighbours[j] as number) | (1 << i);
      }
    const graph = decompose(neighbours, lists);
    if (graph !== undefined) graphs.push(graph);
  }
  return graphs;
}

/**
 * Maximum cardinality search (Tarjan and Yannakakis 1984): each list in turn with the most numbered neighbours. The graph
 * is chordal if those neighbours always form a clique; a new clique begins where their number does not grow.
 */
function decompose(neighbours: Int32Array, lists: number): DecomposableGraph | undefined {
  let numbered = 0;
  let previous = -1;
  let clique = 0;
  const cliques: number[] = [];
  const separators: number[] = [];
  let components = 0;
  for (let step = 0; step < lists; step++) {
    let next = -1;
    let most = -1;
    for (let list = 0; list < lists; list++) {
      if ((numbered >> list) & 1) continue;
      const count = bits((neighbours[list] as number) & numbered);
      if (count > most) [next, most] = [list, count];
    }
    const earlier = (neighbours[next] as number) & numbered;
    for (let list = 0; list < lists; list++)
      if ((earlier >> list) & 1 && (earlier & ~(neighbours[list] as number) & ~(1 << list)) !== 0) return undefined;
    if (most <= previous) {
      cliques.push(clique);
      if (earlier === 0) components++;
      else separators.push(earlier);
    } else if (step === 0) components = 1;
    clique = earlier | (1 << next);
    numbered |= 1 << next;
    previous = most;
  }
  cliques.push(clique);
  return { cliques, separators, components };
}

function bits(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count++;
  return count;
}
