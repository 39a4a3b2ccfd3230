/** Finds workflows, and gives orders to many of them. */

import {h, say, mark, reconcile} from "./dom.js";
import {get, part, query} from "./api.js";
import {empty, notice} from "./widgets.js";
import {between, count, duration, time, words} from "./format.js";
import {badge, ENDED, WORKFLOW_STATUSES} from "./status.js";
import {listen, throttled} from "./stream.js";
import {orderBar} from "./bulk.js";

const PAGE = 50;
const LOOK_MILLIS = 1000;

export function workflowsPage({query: asked, signal, tellState}) {
  const state = {cursors: [""], chosen: new Set(), shown: [], next: null};
  const body = h("tbody");
  const rows = new Map();
  const none = empty("No workflow fits. Start one from ", h("a", {href: "#/definitions"}, "its definition"), ".");
  const paging = pager(state, () => look());
  const orders = orderBar(state, () => look());
  const all = h("input", {type: "checkbox", "aria-label": "Choose all on this page", onchange: () => {
    state.shown.forEach(one => all.checked ? state.chosen.add(one.id) : state.chosen.delete(one.id));
    draw();
  }});
  const table = h("div.scroll", {tabindex: "0", role: "region", "aria-label": "Workflows"}, h("table.cards.rows", {},
    h("caption.hidden", {}, "Workflows, the newest first"),
    h("thead", {}, h("tr", {}, h("td.choice", {}, all), ["Status", "Workflow", "Name", "Progress", "Started", "Took", "Tags"].map(title =>
      h(title === "Took" ? "th.number" : "th", {scope: "col"}, title)))), body));
  const filters = filterBar(asked);

  async function look() {
    try {
      const page = await get("/workflows" + query({status: asked.get("status"), name: asked.get("name"),
        tag: asked.get("tag"), limit: PAGE, cursor: state.cursors.at(-1)}), signal);
      state.shown = page.workflows;
      state.next = page.cursor ?? null;
      draw();
    } catch (failure) {
      if (!signal.aborted && failure.status !== 503 && failure.status !== 0) notice(failure.message, "bad");
    }
  }

  function draw() {
    reconcile(body, rows, state.shown, one => one.id, () => workflowRow(state.chosen, draw));
    none.hidden = state.shown.length > 0;
    table.hidden = !none.hidden;
    all.checked = state.shown.length > 0 && state.shown.every(one => state.chosen.has(one.id));
    paging.update();
    orders.update();
  }

  const soon = throttled(look, LOOK_MILLIS, signal);
  const stop = listen(query({type: "workflow.*,task.completed,task.failed", tag: asked.get("tag")}), soon, now => {
    tellState(now);
    if (now === "live") soon();
  });
  signal.addEventListener("abort", stop);
  const ticking = setInterval(() => rows.forEach(row => row.tick()), 1000);
  signal.addEventListener("abort", () => clearInterval(ticking));
  look();
  return {title: "Workflows", element: h("section.page", {}, h("h1", {}, "Workflows"), filters, orders.element, table, none,
    paging.element)};
}

function filterBar(asked) {
  const status = h("select", {id: "status"}, h("option", {value: ""}, "any"),
    WORKFLOW_STATUSES.map(one => h("option", {value: one, selected: asked.get("status") === one}, words(one))));
  const name = h("input", {id: "name", value: asked.get("name") ?? "", list: "names", autocomplete: "off"});
  const names = h("datalist", {id: "names"});
  const tag = h("input", {id: "tag", value: asked.get("tag") ?? "", autocomplete: "off"});
  const id = h("input", {id: "id", autocomplete: "off", placeholder: "open by id"});
  get("/system").then(system => system.templates.forEach(one => names.append(h("option", {value: one}))), () => {});
  const field = (label, input) => h("div.field", {}, h("label", {for: input.id}, label), input);
  const go = event => {
    event.preventDefault();
    const wanted = id.value.trim();
    location.hash = wanted ? `#/workflows/${part(wanted)}`
      : "#/workflows" + query({status: status.value, name: name.value.trim(), tag: tag.value.trim()});
  };
  return h("form.filters", {role: "search", "aria-label": "Filter", onsubmit: go}, field("Status", status), field("Name", name), names,
    field("Tag", tag), field("Id", id), h("button", {type: "submit"}, "Show"));
}

function workflowRow(chosen, changed) {
  let workflow;
  const choice = h("input", {type: "checkbox", onchange: () => {
    choice.checked ? chosen.add(workflow.id) : chosen.delete(workflow.id);
    changed();
  }});
  const state = badge("PENDING");
  const link = h("a");
  const meter = h("span.fill");
  const share = h("span");
  const cells = [h("td.choice", {}, choice), h("td", {"data-label": "Status"}, state.element),
    h("td.id", {"data-label": "Workflow"}, link), h("td", {"data-label": "Name"}),
    h("td", {"data-label": "Progress"}, h("span.meter", {"aria-hidden": "true"}, meter), share),
    h("td", {"data-label": "Started"}), h("td.number", {"data-label": "Took"}), h("td", {"data-label": "Tags"})];

  function update(now) {
    workflow = now;
    choice.checked = chosen.has(now.id);
    mark(choice, "aria-label", `Choose ${now.id}`);
    state.update(now.status);
    say(link, now.id);
    mark(link, "href", `#/workflows/${part(now.id)}`);
    say(cells[3], `${now.name} v${now.version}`);
    meter.style.width = `${now.progress.percentage}%`;
    say(share, `${count(now.progress.completed)} of ${count(now.progress.total)}`
      + (now.progress.failed ? `, ${count(now.progress.failed)} failed` : ""));
    say(cells[5], time(now.timing.startedAt ?? now.timing.createdAt));
    say(cells[7], now.tags.join(", "));
    tick();
  }

  function tick() {
    const {startedAt, endedAt} = workflow.timing;
    say(cells[6], !startedAt ? "–" : duration(ENDED.has(workflow.status) ? between(startedAt, endedAt)
      : Math.floor(between(startedAt))));
  }

  return {element: h("tr", {}, cells), update, tick};
}

function pager(state, look) {
  const go = change => {
    change();
    look();
  };
  const first = h("button", {type: "button", onclick: () => go(() => state.cursors = [""])}, "Newest");
  const before = h("button", {type: "button", onclick: () => go(() => state.cursors.pop())}, "Newer");
  const next = h("button", {type: "button", onclick: () => go(() => state.cursors.push(state.next))}, "Older");
  const at = h("span", {role: "status"});
  return {element: h("nav.pager", {"aria-label": "Pages of the list"}, first, before, at, next), update: () => {
    first.disabled = before.disabled = state.cursors.length === 1;
    next.disabled = !state.next;
    say(at, `Page ${state.cursors.length}`);
  }};
}
