/** Orders to many workflows at once. */

import {h, say} from "./dom.js";
import {post, part} from "./api.js";
import {confirm, notice} from "./widgets.js";
import {allowed} from "./status.js";

const ORDERS_AT_ONCE = 6;

const BULK = [["cancel", "Cancel", true], ["retry", "Retry", false]];

/**
 * @param {{shown: Array, chosen: Set<string>}} state
 * @param {function} look called when something was changed
 */
export function orderBar(state, look) {
  const told = h("span", {role: "status"});
  const buttons = BULK.map(([order, title, danger]) => {
    const able = () => state.shown.filter(one => state.chosen.has(one.id) && allowed(one.status).includes(order));
    const button = h(danger ? "button.danger" : "button", {type: "button", onclick: async () => {
      const workflows = able();
      const many = `${workflows.length} workflow${workflows.length === 1 ? "" : "s"}`;
      const text = order === "cancel" ? "What runs is told to stop, and nothing further is started." : "They go on from the tasks that failed.";
      if (!await confirm({title: `${title} ${many}?`, text, action: `${title} ${many}`, danger})) return;
      await orderAll(workflows, order);
      state.chosen.clear();
      look();
    }});
    return {button, update: () => {
      const number = able().length;
      say(button, `${title} ${number || ""}`.trim());
      button.disabled = number === 0;
    }};
  });
  const clear = h("button.plain", {type: "button", onclick: () => {
    state.chosen.clear();
    look();
  }}, "Choose none");
  return {element: h("div.orders", {role: "group", "aria-label": "Orders to the chosen workflows"}, told,
    buttons.map(one => one.button), clear), update: () => {
    say(told, state.chosen.size ? `${state.chosen.size} chosen` : "Choose workflows to cancel or retry them");
    buttons.forEach(one => one.update());
    clear.hidden = state.chosen.size === 0;
  }};
}

async function orderAll(workflows, order) {
  const left = [...workflows];
  const refused = [];
  const work = async () => {
    for (let one = left.shift(); one; one = left.shift()) {
      try {
        await post(`/workflows/${part(one.id)}/${order}`);
      } catch (failure) {
        refused.push(`${one.id}: ${failure.message}`);
      }
    }
  };
  await Promise.all(Array.from({length: ORDERS_AT_ONCE}, work));
  if (refused.length) notice(`${refused.length} of ${workflows.length} were refused.\n${refused.slice(0, 5).join("\n")}`, "bad");
  else notice(`Done with ${workflows.length}.`);
}
