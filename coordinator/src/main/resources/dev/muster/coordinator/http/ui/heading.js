/** What stands above a workflow: how it is, and the orders it may be given. */

import {h, fill, say} from "./dom.js";
import {post, part} from "./api.js";
import {attempt, confirm, copyable} from "./widgets.js";
import {between, count, duration, time} from "./format.js";
import {allowed, badge} from "./status.js";

const ORDERS = {
  pause: {title: "Pause", text: "None of its further tasks is started; what runs goes on to its end."},
  resume: {title: "Resume", text: "It goes on."},
  cancel: {title: "Cancel", danger: true, text: "What runs is told to stop, and nothing further is started."},
  retry: {title: "Retry", text: "It goes on from the tasks, or compensations, that failed."},
  rollback: {title: "Roll back", danger: true, text: "What runs is told to stop, and what had completed is undone in reverse order."},
};

/**
 * @param {function} changed called when an order was given
 * @return {{element, update: function(object), missing: function(string)}}
 */
export function heading(id, changed) {
  const state = badge("PENDING");
  const name = h("h1", {}, "Workflow");
  const facts = h("p.facts");
  const meter = h("span.fill");
  const share = h("span");
  const orders = h("div.orders", {role: "group", "aria-label": "Orders"});
  let known = "";

  async function give(order) {
    const {title, text, danger} = ORDERS[order];
    const undo = h("input", {type: "checkbox", id: "undo"});
    const body = order === "cancel" ? [h("p.check", {}, undo, h("label", {for: "undo"}, "Undo what had completed"))] : [];
    if (!await confirm({title: `${title} this workflow?`, text, action: title, danger, body})) return;
    await attempt(() => post(`/workflows/${part(id)}/${order}${order === "cancel" && undo.checked ? "?rollback=true" : ""}`));
    changed();
  }

  function update(workflow) {
    state.update(workflow.status);
    say(name, workflow.name);
    meter.style.width = `${workflow.progress.percentage}%`;
    const {total, completed, failed, running} = workflow.progress;
    say(share, `${count(completed)} of ${count(total)} completed${running ? `, ${count(running)} running` : ""}`
      + `${failed ? `, ${count(failed)} failed` : ""}`);
    const {startedAt, endedAt, createdAt} = workflow.timing;
    const took = startedAt ? ` ${endedAt ? "took" : "for"} ${duration(endedAt ? between(startedAt, endedAt) : Math.floor(between(startedAt)))}` : "";
    say(facts, [`version ${workflow.version}`, `started ${time(startedAt ?? createdAt)},${took}`,
      ...workflow.tags.map(tag => `#${tag}`)].join(" · "));
    const now = allowed(workflow.status);
    if (known === now.join()) return;
    known = now.join();
    fill(orders, now.map(order => h(ORDERS[order].danger ? "button.danger" : "button", {type: "button", onclick: () => give(order)},
      ORDERS[order].title)));
  }

  return {update, missing: text => fill(facts, text), element: h("div.heading", {},
    h("div.line", {}, name, state.element, orders),
    h("p.line", {}, copyable(id), h("span.meter.large", {"aria-hidden": "true"}, meter), share), facts)};
}
