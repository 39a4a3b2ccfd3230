/** Draws the tasks of a definition, and how they stand. */

import {h, svg, say, mark} from "./dom.js";
import {layout} from "./layout.js";
import {sign, tone} from "./status.js";
import {words} from "./format.js";
import {view} from "./view.js";

const SIZE = {width: 208, height: 48, gapX: 46, gapY: 16};
const MARGIN = 16;
const LEAST_SCALE = 0.2;
/** Smaller than this a graph scrolls rather than that its names can't be read. */
const LEAST_FIT = 0.6;
const MOST_SCALE = 2;
const STEP = 1.25;
/** Smaller than this no text can be read. */
const LEAST_LEGIBLE = 0.4;

/** What a definition says of its tasks, in the form that is drawn. */
export function tasksOf(definition) {
  return Object.entries(definition.tasks).map(([id, task]) => ({
    id, after: task.dependsOn ?? [], agent: task.agent, action: task.action, isGroup: task.forEach !== undefined,
    isConditional: task.when !== undefined, isUndone: task.compensate !== undefined && task.compensate !== null,
  }));
}

/**
 * @param {Array} tasks as `tasksOf` makes them
 * @param {function} select called with the id of a task that is chosen
 * @return {{element, update: function(Map), choose: function(string)}} `update` takes
 *   `{status, note, done, total}` by task: `note` is a short text, the other two are the children of a group
 */
export function graph(tasks, select) {
  const drawing = layout(tasks, SIZE);
  const nodes = new Map();
  const edges = drawing.edges.map(drawEdge);
  const walk = walker(tasks, drawing, nodes, node => zoom.shows(node));
  for (const task of tasks) {
    const node = drawNode(task, drawing.nodes.get(task.id), () => chosen(task.id));
    node.element.addEventListener("keydown", event => {
      if (event.key === "Enter" || event.key === " ") chosen(task.id);
      else if (!walk(event.key, task.id)) return;
      event.preventDefault();
    });
    nodes.set(task.id, node);
  }
  nodes.values().next().value?.element.setAttribute("tabindex", "0");
  const frame = {x: drawing.width + 2 * MARGIN, y: drawing.height + 2 * MARGIN};
  const picture = svg("svg.dag", {viewBox: `${-MARGIN} ${-MARGIN} ${frame.x} ${frame.y}`, role: "group",
    "aria-label": `Graph of ${tasks.length} tasks. Arrow keys go from task to task, Enter shows one.`},
    svg("defs", {}, tip("idle"), tip("good")),
    edges.map(edge => edge.element), [...nodes.values()].map(node => node.element));
  const zoom = zoomed(picture, frame, [...nodes.values(), ...edges]);

  function chosen(id) {
    choose(id);
    select(id);
  }

  function choose(id) {
    for (const [other, node] of nodes) mark(node.element, "aria-pressed", other === id ? "true" : "false");
  }

  function update(states) {
    for (const [id, node] of nodes) node.update(states.get(id) ?? {status: "PENDING"});
    for (const edge of edges) edge.update(states.get(edge.from)?.status === "COMPLETED");
  }

  choose(null);
  return {element: zoom.element, update, choose, fit: zoom.fit};
}

/** Within the drawing, with what is left of it as margin. */
const within = (x, y, width, height) => ({x: x + MARGIN, y: y + MARGIN, width, height});

function drawEdge({from, points}) {
  const element = svg("path.edge", {display: "none"});
  const [first, last] = [points[0], points.at(-1)];
  const ys = points.map(point => point.y);
  const top = Math.min(...ys);
  let isDone = null;

  function update(now) {
    if (now === isDone) return;
    isDone = now;
    mark(element, "data-tone", isDone ? "good" : null);
    mark(element, "marker-end", `url(#tip-${isDone ? "good" : "idle"})`);
  }

  function show(isShown) {
    if (isShown && !element.hasAttribute("d")) mark(element, "d", way(points));
    mark(element, "display", isShown ? null : "none");
  }

  update(false);
  return {from, element, update, show, ...within(first.x, top, last.x - first.x, Math.max(...ys) - top + 1)};
}

/** What is in a node is made when it is shown first. */
function drawNode(task, at, open) {
  const element = svg("g.node", {transform: `translate(${at.x} ${at.y})`, role: "button", tabindex: "-1", onclick: open,
    "data-task": task.id, display: "none"});
  let state = {status: "PENDING"};
  let inside = null;

  function update(now) {
    state = now;
    const {status, done, total} = state;
    mark(element, "data-status", status);
    mark(element, "data-tone", tone(status));
    mark(element, "aria-label", `${task.id}, ${words(status)}${total === undefined ? "" : `, ${done}/${total} children`}`);
    inside?.update(state);
  }

  function show(isShown) {
    if (isShown && !inside) {
      inside = nodeInside(task);
      element.append(...inside.elements);
      inside.update(state);
    }
    mark(element, "display", isShown ? null : "none");
  }

  // Whoever comes by keyboard has to find it.
  const isKept = () => element.getAttribute("tabindex") === "0";

  update(state);
  return {element, update, show, isKept, ...within(at.x, at.y, SIZE.width, SIZE.height)};
}

function nodeInside(task) {
  const icon = svg("path");
  const note = svg("text.note", {x: SIZE.width - 10, y: 36, "text-anchor": "end"});
  const work = svg("text.work", {x: 10, y: 36});
  const done = svg("rect.done", {x: 0, y: SIZE.height - 3, width: 0, height: 3});
  const elements = [svg("title", {}, `${task.id}: ${task.agent}/${task.action}`),
    task.isGroup && svg("rect.stack", {x: 5, y: 5, width: SIZE.width, height: SIZE.height, rx: 7}),
    svg("rect.box", {width: SIZE.width, height: SIZE.height, rx: 7, "stroke-dasharray": task.isConditional ? "4 3" : null}),
    svg("g.sign", {transform: "translate(9 7)"}, icon),
    svg("text.name", {x: 31, y: 20}, shortened(task.id, 22)), work, note, task.isGroup && done].filter(Boolean);

  function update({status, note: text = "", done: ended, total}) {
    mark(icon, "d", sign(status));
    const told = total === undefined ? text : `${ended}/${total}`;
    say(note, told);
    say(work, shortened(`${task.agent}/${task.action}`, told ? 28 - told.length : 30));
    if (total) done.setAttribute("width", SIZE.width * ended / total);
  }

  return {elements, update};
}

/** Goes to the task before or behind with left and right, and beside with up and down. */
function walker(tasks, drawing, nodes, show) {
  const behind = new Map(tasks.map(task => [task.id, []]));
  for (const task of tasks) for (const id of task.after) behind.get(id)?.push(task.id);
  const before = new Map(tasks.map(task => [task.id, task.after]));
  const beside = (id, step) => {
    const {x} = drawing.nodes.get(id);
    const column = tasks.filter(task => drawing.nodes.get(task.id).x === x)
      .sort((one, other) => drawing.nodes.get(one.id).y - drawing.nodes.get(other.id).y).map(task => task.id);
    return column[column.indexOf(id) + step];
  };
  return (key, id) => {
    const goal = {ArrowLeft: () => before.get(id)[0], ArrowRight: () => behind.get(id)[0],
      ArrowUp: () => beside(id, -1), ArrowDown: () => beside(id, 1)}[key];
    if (!goal) return false;
    const next = nodes.get(goal());
    if (next) {
      nodes.get(id).element.setAttribute("tabindex", "-1");
      next.element.setAttribute("tabindex", "0");
      show(next);
      next.element.focus();
    }
    return true;
  };
}

/** A frame that scrolls, with buttons for the scale. */
function zoomed(picture, frame, parts) {
  let scale = 1;
  const set = wanted => {
    scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, wanted));
    picture.setAttribute("width", frame.x * scale);
    picture.setAttribute("height", frame.y * scale);
    mark(picture, "data-small", scale < LEAST_LEGIBLE ? "true" : null);
    sight.look(scale);
  };
  const window = h("div.graph-window", {tabindex: "0", role: "region", "aria-label": "Graph, scrolls"}, picture);
  const sight = view(window, parts);
  const fit = () => set(Math.max(LEAST_FIT, Math.min(1, (window.clientWidth || frame.x) / frame.x)));
  window.addEventListener("wheel", event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    set(scale * (event.deltaY < 0 ? STEP : 1 / STEP));
  }, {passive: false});
  set(1);
  return {fit, shows: sight.shows, element: h("div.graph", {}, window, h("div.zoom", {role: "group", "aria-label": "Scale"},
    h("button", {type: "button", "aria-label": "Larger", onclick: () => set(scale * STEP)}, "+"),
    h("button", {type: "button", "aria-label": "Smaller", onclick: () => set(scale / STEP)}, "−"),
    h("button", {type: "button", onclick: fit}, "Fit")))};
}

function tip(kind) {
  return svg("marker", {id: `tip-${kind}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto",
    "data-tone": kind}, svg("path.tip", {d: "M0 0.8L7 4L0 7.2z"}));
}

/** Curves between columns, straight lines through them. */
function way(points) {
  let path = `M${points[0].x} ${points[0].y}`;
  for (let index = 1; index < points.length; index++) {
    const [from, to] = [points[index - 1], points[index]];
    const bend = (to.x - from.x) / 2;
    path += index % 2 ? `C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}` : `L${to.x} ${to.y}`;
  }
  return path;
}

const shortened = (text, most) => text.length <= most ? text : `${text.slice(0, most - 1)}…`;
