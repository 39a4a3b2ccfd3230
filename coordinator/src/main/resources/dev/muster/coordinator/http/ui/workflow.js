/** One workflow, live: its graph, its timeline, what happened, what went in and came out. */

import {h, fill} from "./dom.js";
import {get, part, query} from "./api.js";
import {attempt, code, empty, notice, tabs} from "./widgets.js";
import {between, duration, json} from "./format.js";
import {ENDED} from "./status.js";
import {attempts} from "./attempts.js";
import {graph, tasksOf} from "./graph.js";
import {heading} from "./heading.js";
import {listen, throttled} from "./stream.js";
import {timeline} from "./timeline.js";
import {eventList, taskPanel, taskTable} from "./tasks.js";

const LOOK_MILLIS = 250;
const TICK_MILLIS = 500;
const MOST_EVENTS = 5000;

export function workflowPage({names: [id], signal, tellState}) {
  const path = `/workflows/${part(id)}`;
  const shown = {workflow: null, events: new Map(), tasks: [], picture: null, chosen: null, followers: new Map()};
  const head = heading(id, () => soon());
  const stage = h("div.stage");
  const panel = taskPanel(path, signal);
  const line = timeline(choose);
  const table = taskTable(choose);
  const events = eventList();
  const input = h("div");
  const output = h("div");
  const errors = h("div.errors");
  const below = tabs("About this workflow", [
    {id: "timeline", title: "Timeline", element: line.element, shown: () => draw()},
    {id: "tasks", title: "Tasks", element: table.element, shown: () => draw()},
    {id: "events", title: "Events", element: events.element, shown: () => draw()},
    {id: "input", title: "Input", element: input},
    {id: "results", title: "Results", element: output, shown: () => showResults()},
  ]);
  const body = h("div", {}, stage, errors, below.element);
  body.hidden = true;

  function choose(task) {
    shown.chosen = task;
    shown.picture?.choose(task.replace(/\[.*/, ""));
    panel.show(task);
    draw();
  }

  async function look() {
    try {
      const [workflow, tasks] = await Promise.all([get(`${path}?outputs=false`, signal), shown.picture ? null : tasksOfIt()]);
      shown.workflow = workflow;
      if (tasks) {
        fill(input, code(json(workflow.input ?? {}), "Input"));
        drawGraph(tasks);
      }
      body.hidden = false;
      draw();
    } catch (failure) {
      if (signal.aborted) return;
      if (failure.status === 404 && !shown.workflow) head.missing(failure.message);
      else if (failure.status >= 400 && failure.status !== 404 && failure.status !== 503) notice(failure.message, "bad");
    }
  }

  const tasksOfIt = async () => tasksOf(await get(`${path}/definition`, signal));

  function drawGraph(tasks) {
    shown.tasks = tasks;
    shown.followers = new Map(tasks.map(task => [task.id, []]));
    for (const task of tasks) for (const before of task.after) shown.followers.get(before)?.push(task.id);
    shown.picture = graph(tasks, choose);
    fill(stage, shown.picture.element, panel.element);
    requestAnimationFrame(shown.picture.fit);
  }

  function draw() {
    const {workflow, picture} = shown;
    if (!workflow || !picture) return;
    const told = [...shown.events.values()];
    head.update(workflow);
    picture.update(states(shown.tasks, workflow));
    drawErrors(errors, workflow, choose);
    const spans = attempts(workflow, told, shown.followers);
    if (below.now() === "timeline") line.update(spans, workflow);
    if (below.now() === "tasks") table.update(workflow);
    if (below.now() === "events") events.update(told);
    if (shown.chosen) panel.update(workflow, spans.get(shown.chosen) ?? []);
  }

  async function showResults() {
    await attempt(async () => {
      const whole = await get(path, signal);
      fill(output, Object.keys(whole.results ?? {}).length ? code(json(whole.results), "Results")
        : empty("No task has returned anything yet."));
    });
  }

  async function hearBefore() {
    const {events: before} = await get(`${path}/events`, signal);
    shown.events = new Map([...before.map(event => [event.id, event]), ...shown.events]);
    draw();
  }

  const soon = throttled(look, LOOK_MILLIS, signal);
  const stop = listen(query({workflow: id}), text => {
    const event = JSON.parse(text);
    if (shown.events.size < MOST_EVENTS) shown.events.set(event.id, event);
    soon();
  }, now => {
    tellState(now);
    if (now === "live") soon();
  });
  signal.addEventListener("abort", stop);
  const ticking = setInterval(() => {
    if (shown.workflow && !ENDED.has(shown.workflow.status)) draw();
  }, TICK_MILLIS);
  signal.addEventListener("abort", () => clearInterval(ticking));
  soon();
  attempt(hearBefore);
  return {title: id, element: h("section.page.wide", {}, head.element, body)};
}

/** How each task of the definition stands; a group by its children. */
function states(tasks, workflow) {
  const children = new Map();
  for (const [id, task] of Object.entries(workflow.tasks ?? {})) {
    const at = id.indexOf("[");
    if (at < 0) continue;
    const group = id.slice(0, at);
    if (!children.has(group)) children.set(group, []);
    children.get(group).push(task);
  }
  return new Map(tasks.map(({id}) => {
    const task = workflow.tasks?.[id] ?? {status: "PENDING"};
    const group = children.get(id);
    if (group) return [id, groupState(task, group)];
    const note = task.startedAt ? duration(between(task.startedAt, task.endedAt)) : "";
    return [id, {status: task.status, note: task.status === "PENDING" || task.status === "QUEUED" ? "" : note}];
  }));
}

const SETTLED = new Set(["COMPLETED", "FAILED", "SKIPPED", "CANCELLED", "ROLLED_BACK", "COMPENSATION_FAILED"]);

/** A group runs as soon as a child does. */
function groupState(group, children) {
  const is = status => children.some(child => child.status === status);
  const status = group.status !== "PENDING" && group.status !== "RUNNING" ? group.status
    : ["COMPENSATING", "RUNNING", "DISPATCHED", "BACKING_OFF"].find(is) ?? group.status;
  return {status, done: children.filter(child => SETTLED.has(child.status)).length, total: children.length};
}

function drawErrors(box, workflow, choose) {
  const told = workflow.errors.map(error => `${error.task ?? ""} ${error.code} ${error.message}`).join("\n");
  if (box.dataset.told === told) return;
  box.dataset.told = told;
  fill(box, workflow.errors.length > 0 && [h("h2", {}, "What went wrong"), h("ul", {}, workflow.errors.map(error => h("li", {},
    error.task ? h("button.plain.label", {type: "button", onclick: () => choose(error.task)}, error.task) : h("strong", {}, "the workflow"),
    ": ", error.message, " ", h("code", {}, error.code))))]);
}
