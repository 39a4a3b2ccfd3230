/** The tasks of a workflow as a table and one by one, and its events. */

import {h, fill, say, mark, reconcile} from "./dom.js";
import {get} from "./api.js";
import {attempt, code, empty} from "./widgets.js";
import {between, duration, json, time, words} from "./format.js";
import {badge} from "./status.js";

/** What is known of the task that was chosen. */
export function taskPanel(path, signal) {
  const name = h("h2", {}, "No task chosen");
  const state = badge("PENDING");
  const facts = h("dl.facts");
  const tries = h("ol.tries");
  const output = h("div");
  const ask = h("button.small", {type: "button"}, "Show what it returned");
  const hint = h("p.hint", {}, "Choose one in the graph, or below, to see its attempts, its error and what it returned.");
  const body = h("div", {}, state.element, facts, tries, ask, output);
  body.hidden = true;
  let id = null;

  ask.addEventListener("click", () => attempt(async () => {
    const whole = await get(path, signal);
    const returned = whole.tasks[id]?.output;
    fill(output, returned === undefined ? empty("Nothing yet.") : code(json(returned), `Output of ${id}`));
  }));

  function show(task) {
    id = task;
    say(name, task);
    fill(output);
    body.hidden = false;
    hint.hidden = true;
  }

  function update(workflow, spans) {
    const task = workflow.tasks?.[id];
    body.hidden = !task;
    if (!task) return;
    state.update(task.status);
    const rows = [["Work", `${task.agent} / ${task.action}`], ["Attempts", String(task.attempts)], ["Worker", task.worker ?? "–"],
      ["Started", time(task.startedAt, true)], ["Ended", time(task.endedAt, true)],
      task.error && ["Error", `${task.error.message} (${task.error.code})`]].filter(Boolean);
    const told = rows.flat().join("|");
    if (facts.dataset.told !== told) fill(facts, rows.map(([title, text]) => [h("dt", {}, title), h("dd", {}, text)]));
    facts.dataset.told = told;
    const steps = spans.map(span => `${span.kind === "undo" ? "Compensation" : "Attempt"}${span.attempt ? ` ${span.attempt}` : ""}: `
      + `${words(span.outcome)}${span.to === null ? "" : ` after ${duration((span.to - span.from) / 1000)}`}`
      + (span.message ? `, ${span.message}` : ""));
    if (tries.dataset.told !== steps.join("|")) fill(tries, steps.map(step => h("li", {}, step)));
    tries.dataset.told = steps.join("|");
  }

  return {show, update, element: h("aside.task", {"aria-label": "Task"}, name, hint, body)};
}

const MOST_ROWS = 1200;

export function taskTable(choose) {
  const body = h("tbody");
  const rows = new Map();
  const element = h("table.cards.rows", {}, h("caption.hidden", {}, "Tasks"), h("thead", {}, h("tr", {},
    ["Status", "Task", "Work", "Attempts", "Worker", "Started", "Took", "Error"].map(title => h("th", {scope: "col"}, title)))), body);

  function update(workflow) {
    const tasks = Object.entries(workflow.tasks ?? {}).slice(0, MOST_ROWS);
    reconcile(body, rows, tasks, ([id]) => id, ([id]) => taskRow(id, choose));
  }

  return {element, update};
}

function taskRow(id, choose) {
  const state = badge("PENDING");
  const cells = ["Work", "Attempts", "Worker", "Started", "Took", "Error"].map(title => h("td", {"data-label": title}));
  const update = ([, task]) => {
    state.update(task.status);
    const texts = [`${task.agent} / ${task.action}`, String(task.attempts), task.worker ?? "–", time(task.startedAt),
      task.startedAt ? duration(between(task.startedAt, task.endedAt)) : "–", task.error?.message ?? ""];
    texts.forEach((text, index) => say(cells[index], text));
  };
  return {update, element: h("tr", {}, h("td", {"data-label": "Status"}, state.element),
    h("td", {"data-label": "Task"}, h("button.plain.label", {type: "button", onclick: () => choose(id)}, id)), cells)};
}

const MOST_EVENTS = 500;

export function eventList() {
  const body = h("tbody");
  const rows = new Map();
  const hint = h("p.hint");
  const table = h("table.cards.rows", {}, h("caption.hidden", {}, "Events, the latest first"), h("thead", {}, h("tr", {},
    ["Time", "What", "Task", "More"].map(title => h("th", {scope: "col"}, title)))), body);

  function update(events) {
    const latest = events.slice(-MOST_EVENTS).reverse();
    reconcile(body, rows, latest, event => event.id, () => eventRow());
    say(hint, events.length === 0 ? "The coordinator has none in its memory: it keeps the fleet's latest 10,000." :
      events.length > MOST_EVENTS ? `Only the latest ${MOST_EVENTS} are shown.` : "");
    mark(table, "hidden", events.length ? null : "");
  }

  return {element: h("div", {}, table, hint), update};
}

function eventRow() {
  const cells = ["Time", "What", "Task", "More"].map(title => h("td", {"data-label": title}));
  const update = event => {
    const {workflow, task, ...more} = event.data ?? {};
    const rest = Object.entries(more).map(([key, value]) => `${key} ${typeof value === "object" ? value.message ?? json(value) : value}`);
    [time(event.time, true), words(event.type.replace("dev.muster.", "").replace(".", " ")), task ?? "–", rest.join(", ")]
      .forEach((text, index) => say(cells[index], text));
  };
  return {element: h("tr", {}, cells), update};
}
