/** What could not be read or accepted: look at it, put it back, be done with it. */

import {h, fill, say, mark, reconcile} from "./dom.js";
import {get, post, part, query} from "./api.js";
import {attempt, code, confirm, empty, notice} from "./widgets.js";
import {count, time, words} from "./format.js";
import {repeat} from "./stream.js";

const PAGE = 50;
const EVERY = 2000;
const STATES = ["OPEN", "REPLAYED", "DISCARDED"];
const COLUMNS = ["Put aside", "Topic", "Key", "Size", "Reason", "Letter"];

const ORDERS = {
  replay: {title: "Replay", danger: false, text: "Its record is put back to its topic and read anew. A report on what is over by now "
    + "changes nothing; what still can't be read comes here again."},
  discard: {title: "Discard", danger: true, text: "Nothing more is done with it, and it can't be replayed any more."},
};

export function deadLettersPage({query: asked, signal, tellState}) {
  const state = {cursors: [""], next: null, now: STATES.find(one => one === asked.get("state")) ?? "OPEN", topic: asked.get("topic") ?? "", chosen: null};
  const body = h("tbody");
  const rows = new Map();
  const side = h("section.letter", {"aria-live": "polite", "aria-label": "The letter that was chosen"});
  const none = empty("There is none.");
  const table = h("div.scroll", {tabindex: "0", role: "region", "aria-label": "Dead letters"}, h("table.cards.rows", {},
    h("caption.hidden", {}, "Dead letters, the newest first"), h("thead", {}, h("tr", {}, COLUMNS.map(title =>
      h(title === "Size" ? "th.number" : "th", {scope: "col"}, title)))), body));
  const older = h("button", {type: "button", onclick: () => turn(() => state.cursors.push(state.next))}, "Older");
  const newer = h("button", {type: "button", onclick: () => turn(() => state.cursors.pop())}, "Newer");
  const turn = change => {
    change();
    attempt(look);
  };

  async function look() {
    const page = await get("/dead-letters" + query({state: state.now, topic: state.topic, limit: PAGE,
      cursor: state.cursors.at(-1)}), signal);
    state.next = page.cursor ?? null;
    const isGone = rows.has(state.chosen) && !page.deadLetters.some(one => one.id === state.chosen);
    reconcile(body, rows, page.deadLetters, one => one.id, () => letterRow(show));
    none.hidden = page.deadLetters.length > 0;
    table.hidden = !none.hidden;
    newer.disabled = state.cursors.length === 1;
    older.disabled = !state.next;
    // Somebody settled it meanwhile.
    if (isGone) await show(state.chosen);
  }

  const show = id => attempt(async () => {
    state.chosen = id;
    fill(side, letter(await get(`/dead-letters/${part(id)}`, signal), () => attempt(async () => {
      await show(id);
      await look();
    })));
  });

  none.hidden = table.hidden = true;
  repeat(look, EVERY, tellState, signal);
  return {title: "Dead letters", element: h("section.page", {}, h("h1", {}, "Dead letters"),
    h("p.hint", {}, "Records that could not be read or accepted, the newest first."), filters(state), table, none,
    h("nav.pager", {"aria-label": "Pages of the list"}, newer, older), side)};
}

function filters(state) {
  const made = h("select", {id: "state"}, STATES.map(one => h("option", {value: one, selected: one === state.now}, words(one))));
  const topic = h("input", {id: "topic", value: state.topic, autocomplete: "off", placeholder: "muster.commands"});
  const field = (label, input) => h("div.field", {}, h("label", {for: input.id}, label), input);
  const go = event => {
    event.preventDefault();
    location.hash = "#/dead-letters" + query({state: made.value, topic: topic.value.trim()});
  };
  return h("form.filters", {role: "search", "aria-label": "Filter", onsubmit: go}, field("State", made), field("Topic", topic),
    h("button", {type: "submit"}, "Show"));
}

const excerpt = part => part ? (part.text ?? part.base64) + (part.whole ? "" : " …") : "–";

function letterRow(show) {
  let id;
  const open = h("button.plain.change", {type: "button", onclick: () => show(id)}, "Look at it");
  const cells = COLUMNS.map(title => h(title === "Size" ? "td.number" : "td", {"data-label": title}));
  cells[5].append(open);
  const update = now => {
    id = now.id;
    [time(now.time), now.from?.topic ?? "–", excerpt(now.key), count(now.payload?.size ?? 0), now.reason]
      .forEach((text, index) => say(cells[index], text));
    mark(open, "aria-label", `Look at dead letter ${now.id}`);
  };
  return {element: h("tr", {}, cells), update};
}

function letter(now, changed) {
  const order = name => h(ORDERS[name].danger ? "button.danger" : "button.main", {type: "button", onclick: async () => {
    const {title, text, danger} = ORDERS[name];
    if (!await confirm({title: `${title} dead letter ${now.id}?`, text, action: title, danger})) return;
    await attempt(async () => {
      await post(`/dead-letters/${part(now.id)}/${name}`);
      notice(name === "replay" ? "Put back to its topic." : "Discarded.");
    });
    changed();
  }}, ORDERS[name].title);
  const from = now.from ? `${now.from.topic}, partition ${now.from.partition}, offset ${now.from.offset}` : "nobody said where";
  return [h("h2", {}, `Dead letter ${now.id}`), h("p.facts", {}, `${words(now.state)} · from ${from} · put aside ${time(now.time)}`),
    h("p", {}, now.reason), h("p.facts", {}, `Key: ${excerpt(now.key)}`), code(excerpt(now.payload), "Payload"),
    now.payload && !now.payload.whole && h("p.hint", {}, `The beginning of ${count(now.payload.size)} bytes.`),
    now.state === "OPEN" && h("div.orders", {}, order("replay"), order("discard"))];
}
