/** What can be run by name. */

import {h, say, mark, reconcile} from "./dom.js";
import {get, part} from "./api.js";
import {attempt, empty} from "./widgets.js";

export function definitionsPage({signal}) {
  const body = h("tbody");
  const rows = new Map();
  const table = h("div.scroll", {tabindex: "0", role: "region", "aria-label": "Definitions"}, h("table.cards.rows", {},
    h("caption.hidden", {}, "Definitions"), h("thead", {}, h("tr", {}, ["Name", "Version", "Tasks", "Description"].map(title =>
      h("th", {scope: "col"}, title)))), body));
  const none = empty("No definition is registered yet. ", h("code", {}, "muster register FILE"), " registers one.");
  none.hidden = true;
  attempt(async () => {
    const {definitions} = await get("/definitions", signal);
    reconcile(body, rows, definitions, one => one.name, () => definitionRow());
    none.hidden = definitions.length > 0;
    table.hidden = !none.hidden;
  });
  return {title: "Definitions", element: h("section.page", {}, h("h1", {}, "Definitions"), table, none)};
}

function definitionRow() {
  const link = h("a");
  const cells = ["Version", "Tasks", "Description"].map(title => h("td", {"data-label": title}));
  const update = ({name, version, description, definition}) => {
    say(link, name);
    mark(link, "href", `#/definitions/${part(name)}`);
    [version, Object.keys(definition.tasks).length, description ?? ""].forEach((text, index) => say(cells[index], String(text)));
  };
  return {element: h("tr", {}, h("th", {scope: "row", "data-label": "Name"}, link), cells), update};
}
