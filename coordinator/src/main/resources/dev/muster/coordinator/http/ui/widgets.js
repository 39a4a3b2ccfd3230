/** Pieces that all pages use. */

import {h, fill} from "./dom.js";

/** Tells of something that went wrong or was done, for a while. */
export function notice(text, kind = "info") {
  const box = h("div.notice", {"data-kind": kind}, h("p", {}, text),
    h("button.plain", {type: "button", "aria-label": "Dismiss", onclick: () => box.remove()}, "×"));
  document.getElementById("notices").append(box);
  if (kind !== "bad") setTimeout(() => box.remove(), 6000);
}

/** Does something that the server may refuse, and tells if it does, unless the page was left. @return whether it was done */
export async function attempt(action) {
  try {
    await action();
    return true;
  } catch (failure) {
    if (failure.name !== "AbortError") notice(failure.message, "bad");
    return false;
  }
}

/**
 * Asks before something is done.
 * @param {object} question `title`, `text`, `action` (the button's), `danger`, `body` (elements of a form)
 * @return {Promise<boolean>}
 */
export function confirm({title, text, action, danger = false, body = []}) {
  return new Promise(resolve => {
    const form = h("form", {method: "dialog"}, h("h2", {id: "dialog-title"}, title), text && h("p", {}, text), body,
      h("div.buttons", {}, h("button", {type: "button", value: "no", onclick: () => dialog.close("no")}, "Back"),
        h(danger ? "button.danger" : "button.main", {type: "submit", value: "yes"}, action)));
    const dialog = h("dialog", {"aria-labelledby": "dialog-title", onclose: () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    }}, form);
    document.body.append(dialog);
    dialog.showModal();
    (form.querySelector("input, select, textarea") ?? form.querySelector("button")).focus();
  });
}

/** Tabs over panels: arrow keys go from one to the other. `panels` are `{id, title, element, shown}`. */
export function tabs(label, panels) {
  const buttons = panels.map(({id, title}) => h("button", {type: "button", role: "tab", id: `tab-${id}`,
    "aria-controls": `panel-${id}`, onclick: () => show(id)}, title));
  const boxes = panels.map(({id, element}) => h("div.panel", {role: "tabpanel", id: `panel-${id}`,
    "aria-labelledby": `tab-${id}`, tabindex: "0"}, element));
  const list = h("div.tabs", {role: "tablist", "aria-label": label, onkeydown: event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    buttons[next].focus();
    show(panels[next].id);
  }}, buttons);
  let now = null;
  function show(id) {
    now = id;
    panels.forEach((panel, index) => {
      const isShown = panel.id === id;
      buttons[index].setAttribute("aria-selected", isShown);
      buttons[index].tabIndex = isShown ? 0 : -1;
      boxes[index].hidden = !isShown;
      if (isShown) panel.shown?.();
    });
  }
  show(panels[0].id);
  return {element: h("section.tabbed", {}, list, boxes), show, now: () => now,
    rename: (id, title) => fill(document.getElementById(`tab-${id}`) ?? buttons[panels.findIndex(one => one.id === id)], title)};
}

/** A text with a button that copies it. */
export function copyable(text) {
  const button = h("button.copy", {type: "button", "aria-label": `Copy ${text}`, onclick: async () => {
    await navigator.clipboard?.writeText(text);
    notice("Copied.");
  }}, "Copy");
  return h("span.copyable", {}, h("code", {}, text), button);
}

/** JSON that can be scrolled by keyboard. */
export function code(text, label) {
  return h("pre.code", {tabindex: "0", "aria-label": label, role: "region"}, text);
}

/** Shown where a list has nothing. */
export const empty = (...children) => h("p.empty", {}, ...children);
