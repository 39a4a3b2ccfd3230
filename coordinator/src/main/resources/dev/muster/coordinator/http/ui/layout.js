/**
 * Lays out a directed acyclic graph from left to right: layers by the longest way, an order within each that crosses few
 * edges, then places that keep edges straight. Pure, and quick for thousands of nodes.
 *
 * @param {Array<{id: string, after: string[]}>} nodes `after` are those it comes after
 * @param {{width: number, height: number, gapX: number, gapY: number}} size of a node and the gaps between them
 * @return {{nodes: Map<string, {x, y}>, edges: Array<{from, to, points: Array<{x, y}>}>, width, height}}
 *   points are where an edge leaves, passes through layers, and arrives
 */
export function layout(nodes, size) {
  const graph = withPassages(nodes, layered(nodes));
  for (let round = 0; round < ROUNDS; round++) order(graph, round % 2 === 0);
  place(graph, size);
  return drawn(nodes, graph, size);
}

const ROUNDS = 8;
const STRAIGHTENINGS = 12;
/** Beyond this many, long edges are drawn straight through. */
const MOST_PASSAGES = 6000;

/** The layer of each node: one more than that of the last it comes after. */
function layered(nodes) {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const layers = new Map();
  const open = new Map(nodes.map(node => [node.id, node.after.filter(id => byId.has(id)).length]));
  const followers = new Map(nodes.map(node => [node.id, []]));
  for (const node of nodes) for (const id of node.after) followers.get(id)?.push(node.id);
  let ready = nodes.filter(node => open.get(node.id) === 0).map(node => node.id);
  ready.forEach(id => layers.set(id, 0));
  while (ready.length) {
    const next = [];
    for (const id of ready) {
      for (const follower of followers.get(id)) {
        layers.set(follower, Math.max(layers.get(follower) ?? 0, layers.get(id) + 1));
        open.set(follower, open.get(follower) - 1);
        if (open.get(follower) === 0) next.push(follower);
      }
    }
    ready = next;
  }
  return layers;
}

/** Puts a passage into each layer that an edge goes through, so that edges have places as nodes have. */
function withPassages(nodes, layers) {
  const cells = new Map();
  const rows = [];
  const add = (id, layer, isPassage) => {
    const cell = {id, layer, isPassage, before: [], behind: [], index: 0, y: 0};
    cells.set(id, cell);
    (rows[layer] ??= []).push(cell);
    return cell;
  };
  for (const node of nodes) add(node.id, layers.get(node.id) ?? 0, false);
  const wanted = nodes.reduce((sum, node) => sum + node.after.reduce(
    (more, id) => more + Math.max(0, layers.get(node.id) - (layers.get(id) ?? 0) - 1), 0), 0);
  const edges = [];
  for (const node of nodes) {
    for (const id of new Set(node.after)) {
      if (!cells.has(id)) continue;
      const way = [cells.get(id)];
      for (let layer = layers.get(id) + 1; wanted <= MOST_PASSAGES && layer < layers.get(node.id); layer++) {
        way.push(add(`${id} > ${node.id} @ ${layer}`, layer, true));
      }
      way.push(cells.get(node.id));
      for (let step = 1; step < way.length; step++) {
        way[step].before.push(way[step - 1]);
        way[step - 1].behind.push(way[step]);
      }
      edges.push({from: id, to: node.id, way});
    }
  }
  rows.forEach(row => row.forEach((cell, index) => cell.index = index));
  return {cells, rows, edges};
}

/** Sorts each layer by the middle of its neighbours in the layer before, or behind. */
function order({rows}, forwards) {
  const sequence = forwards ? rows : [...rows].reverse();
  for (const row of sequence) {
    for (const cell of row) {
      const neighbours = forwards ? cell.before : cell.behind;
      cell.weight = neighbours.length
        ? neighbours.reduce((sum, other) => sum + other.index, 0) / neighbours.length
        : cell.index;
    }
    row.sort((one, other) => one.weight - other.weight || one.index - other.index);
    row.forEach((cell, index) => cell.index = index);
  }
}

/** Moves each cell towards the middle of its neighbours as far as those beside it allow. */
function place({rows}, size) {
  const gap = (one, other) => one.isPassage && other.isPassage ? size.gapY * 1.5
    : one.isPassage || other.isPassage ? size.height / 2 + size.gapY : size.height + size.gapY;
  for (const row of rows) {
    row.forEach((cell, index) => cell.y = index === 0 ? 0 : row[index - 1].y + gap(row[index - 1], cell));
    const middle = row.at(-1).y / 2;
    row.forEach(cell => cell.y -= middle);
  }
  for (let round = 0; round < STRAIGHTENINGS; round++) {
    for (const row of round % 2 ? [...rows].reverse() : rows) settle(row, gap);
  }
}

/** Wishes are averaged over runs of cells that would overlap, as in isotonic regression. */
function settle(row, gap) {
  let offset = 0;
  const blocks = [];
  row.forEach((cell, index) => {
    if (index > 0) offset += gap(row[index - 1], cell);
    const around = [...cell.before, ...cell.behind];
    const wish = around.length ? around.reduce((sum, other) => sum + other.y, 0) / around.length : cell.y;
    const weight = cell.isPassage ? 2 : 1;
    let block = {sum: (wish - offset) * weight, weight, cells: [[cell, offset]]};
    while (blocks.length && blocks.at(-1).sum / blocks.at(-1).weight > block.sum / block.weight) {
      const last = blocks.pop();
      last.cells.push(...block.cells);
      block = {sum: last.sum + block.sum, weight: last.weight + block.weight, cells: last.cells};
    }
    blocks.push(block);
  });
  for (const block of blocks) {
    for (const [cell, within] of block.cells) cell.y = block.sum / block.weight + within;
  }
}

function drawn(nodes, {cells, rows, edges}, size) {
  const top = Math.min(0, ...rows.map(row => row[0].y));
  const x = layer => layer * (size.width + size.gapX);
  const bottom = Math.max(0, ...rows.map(row => row.at(-1).y));
  return {
    nodes: new Map(nodes.map(({id}) => [id, {x: x(cells.get(id).layer), y: cells.get(id).y - top}])),
    edges: edges.map(({from, to, way}) => ({from, to, points: way.flatMap((cell, step) => {
      const y = cell.y - top + size.height / 2;
      if (step === 0) return [{x: x(cell.layer) + size.width, y}];
      if (step === way.length - 1) return [{x: x(cell.layer), y}];
      return [{x: x(cell.layer), y}, {x: x(cell.layer) + size.width, y}];
    })})),
    width: rows.length ? x(rows.length - 1) + size.width : 0,
    height: bottom - top + size.height,
  };
}
