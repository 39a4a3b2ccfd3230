/** Who does the work, by which rules, and how much there is to do. */

import {h, fill, say, mark, reconcile} from "./dom.js";
import {get, post, put, part} from "./api.js";
import {attempt, confirm, empty, notice} from "./widgets.js";
import {count, duration, percent, rate} from "./format.js";
import {badge} from "./status.js";
import {sparkline} from "./sparkline.js";
import {repeat} from "./stream.js";

const EVERY = 2000;
const COLUMNS = ["Agent", "Limit", "In flight", "Waiting", "Lag", "Backlog", "Oldest", "Arriving", "Served", "Used", "Drains in",
  "Workers", "Wanted", "Breaker"];
const LAST = COLUMNS.length - 1;

export function fleetPage({signal, tellState}) {
  const tiles = h("div.tiles");
  const hint = h("p.hint", {role: "status"});
  const body = h("tbody");
  const rows = new Map();
  const table = h("div.scroll", {tabindex: "0", role: "region", "aria-label": "Agents"}, h("table.cards", {},
    h("caption.hidden", {}, "Agents"),
    h("thead", {}, h("tr", {}, COLUMNS.map((title, index) => h(index && index < LAST ? "th.number" : "th", {scope: "col"}, title)))), body));
  const none = empty("No agent is registered yet. Start a worker: ", h("code", {}, "muster worker --kafka … --agent TYPE=exec:COMMAND"));
  none.hidden = true;

  async function look() {
    const [system, list] = await Promise.all([get("/system", signal), get("/agents", signal)]);
    drawTiles(tiles, system, look);
    say(hint, list.bottleneck ? `${list.bottleneck} will be short of capacity first.` : "");
    reconcile(body, rows, list.agents, agent => agent.type, () => agentRow(look));
    none.hidden = list.agents.length > 0;
    table.hidden = !none.hidden;
  }

  repeat(look, EVERY, tellState, signal);
  return {title: "Fleet", element: h("section.page", {}, h("h1", {}, "Fleet"), tiles,
    h("div.line", {}, h("h2", {}, "Agents"), hint), table, none)};
}

function drawTiles(tiles, system, look) {
  const {workflows} = system;
  const figures = [
    ["Workflows under way", count(workflows.active), "#/workflows"],
    ["May run at once", workflows.limit === undefined ? "any number" : count(workflows.limit), () => limitRunning(workflows.limit, look)],
    ["Workflows ended", count(workflows.executed)],
    ["Tasks executed", count(system.tasks.executed)],
    ["Rollbacks", count(system.reliability.rollbacksPerformed)],
    ["Version", system.version],
  ];
  if (!tiles.children.length) {
    fill(tiles, figures.map(([title, , deed]) => h("div.tile", {}, h("span.title", {}, title), h("span.figure"),
      typeof deed === "string" && h("a", {href: deed}, "Show"),
      typeof deed === "function" && h("button.plain.change", {type: "button", "aria-label": `Change ${title.toLowerCase()}`,
        onclick: event => event.currentTarget.deed()}, "Change"))));
  }
  figures.forEach(([, text, deed], index) => {
    say(tiles.children[index].querySelector(".figure"), text);
    const button = tiles.children[index].querySelector("button");
    if (button) button.deed = deed;
  });
}

function agentRow(look) {
  let agent;
  const cells = COLUMNS.map((title, index) => h(index === 0 ? "th" : "td", {"data-label": title, scope: index === 0 ? "row" : null,
    class: index && index < LAST ? "number" : null}));
  const name = h("strong");
  const actions = h("span.actions");
  const line = sparkline("Backlog in the last minutes");
  const limit = h("button.plain.change", {type: "button", onclick: () => changeLimit(agent, look)});
  const state = badge("CLOSED");
  const reset = h("button.small", {type: "button", onclick: () => attempt(async () => {
    await post(`/agents/${part(agent.type)}/reset-breaker`);
    await look();
  })}, "Close it");
  cells[0].append(name, actions);
  cells[1].append(limit);
  cells[5].append(line.element, h("span.value"));
  cells[13].append(state.element, reset);

  function update(now) {
    agent = now;
    const known = (field, text) => now.missing.includes(field) ? "?" : text;
    say(name, now.type);
    say(actions, now.actions.join(", "));
    mark(actions, "title", actions.textContent);
    say(limit, now.limit === undefined ? "none" : count(now.limit));
    mark(limit, "aria-label", `Limit of ${now.type}: ${limit.textContent}. Change it`);
    say(cells[2], count(now.inFlight));
    say(cells[3], known("waiting", count(now.waiting)));
    say(cells[4], known("lag", count(now.lag)));
    say(cells[5].lastChild, now.backlog === undefined ? "?" : count(now.backlog));
    line.add(now.backlog ?? 0);
    say(cells[6], known("oldestReadySeconds", duration(now.oldestReadySeconds)));
    say(cells[7], rate(now.arrivalRate));
    say(cells[8], rate(now.serviceRate));
    say(cells[9], percent(now.utilisation));
    mark(cells[9], "data-tone", now.utilisation > 1 ? "bad" : now.utilisation > 0.8 ? "warn" : null);
    say(cells[10], now.backlog > 0 ? now.drainSeconds === undefined ? "never" : duration(now.drainSeconds) : "–");
    say(cells[11], count(now.workers.length));
    say(cells[12], now.desiredWorkers === undefined ? "?" : count(now.desiredWorkers));
    mark(cells[11], "title", now.workers.map(one => `${one.id}: ${one.inFlight ?? "?"} of ${one.slots} slots, ${one.version}`).join("\n")
      || "No worker lives");
    mark(cells[11], "data-tone", now.workers.length === 0 ? "bad" : null);
    state.update(now.breaker.state);
    reset.hidden = now.breaker.state === "CLOSED";
  }

  return {element: h("tr", {}, cells), update};
}

async function changeLimit(agent, look) {
  const value = await askLimit(`Limit of ${agent.type}`, `How many of its tasks may be out at once, in the whole fleet. 0 starts `
    + "no more; empty lifts the limit. It holds at once, and takes nothing away from what runs.", agent.limit);
  if (value === undefined) return;
  await attempt(async () => {
    await put(`/agents/${part(agent.type)}`, {limit: value});
    notice(`The limit of ${agent.type} is ${value ?? "lifted"}.`);
    await look();
  });
}

async function limitRunning(now, look) {
  const value = await askLimit("Running workflows", "How many workflows may run at once; those above wait. Empty lifts the limit.", now);
  if (value === undefined) return;
  await attempt(async () => {
    await put("/system", {limit: value});
    await look();
  });
}

/** @return a number, null for none, undefined if nothing is to be changed */
async function askLimit(title, text, now) {
  const input = h("input", {type: "number", min: 0, step: 1, id: "limit", value: now ?? "", inputmode: "numeric"});
  const isChanged = await confirm({title, text, action: "Set", body: [h("label", {for: "limit"}, "Limit"), input]});
  if (!isChanged) return undefined;
  return input.value.trim() === "" ? null : Number(input.value);
}
