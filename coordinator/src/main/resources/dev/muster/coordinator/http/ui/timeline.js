/** When each attempt of each task ran, one row a task. */

import {h, reconcile, say, mark, fill} from "./dom.js";
import {duration, words} from "./format.js";
import {tone} from "./status.js";

const MOST_ROWS = 500;
const MARKS = 5;

/** @return {{element, update: function(Map, object)}} `update` takes what `attempts` made, and the workflow */
export function timeline(select) {
  const axis = h("div.axis", {"aria-hidden": "true"});
  const list = h("ol.tracks");
  const more = h("p.hint");
  const element = h("div.timeline", {}, axis, list, more);
  const rows = new Map();

  function update(spans, workflow) {
    const shown = sorted([...spans].filter(([, track]) => track.length)).slice(0, MOST_ROWS);
    const from = Date.parse(workflow.timing.startedAt ?? workflow.timing.createdAt);
    const now = workflow.timing.endedAt ? 0 : Date.now();
    const until = Math.max(from + 1, now, ...shown.flatMap(([, track]) => track.map(span => span.to ?? now)));
    drawAxis(axis, (until - from) / 1000);
    reconcile(list, rows, shown, ([id]) => id, ([id]) => row(id, select));
    for (const [id, track] of shown) rows.get(id).place(track, from, until);
    say(more, shown.length === MOST_ROWS ? `Only the first ${MOST_ROWS} tasks that ran are shown.` : "");
    mark(axis, "hidden", shown.length ? null : "");
    if (!shown.length) say(more, "Nothing has run yet.");
  }

  return {element, update};
}

/** In the order of their starts, children below the task that made them. */
function sorted(tracks) {
  const starts = new Map(tracks.map(([id, track]) => [id, track[0].from]));
  const start = id => starts.get(id.replace(/\[.*/, "")) ?? starts.get(id);
  return tracks.sort(([one], [other]) => start(one) - start(other));
}

function row(id, select) {
  const track = h("div.track");
  const element = h("li", {}, h("button.plain.label", {type: "button", onclick: () => select(id), title: id}, id), track);
  const place = (spans, from, until) => {
    while (track.children.length < spans.length) track.append(h("span.span", {role: "img"}));
    while (track.children.length > spans.length) track.lastChild.remove();
    spans.forEach((span, index) => drawSpan(track.children[index], span, from, until));
  };
  return {element, place, update: () => {}};
}

function drawSpan(bar, span, from, until) {
  const end = span.to ?? until;
  const share = millis => `${(100 * millis / (until - from)).toFixed(3)}%`;
  bar.style.left = share(Math.max(0, span.from - from));
  bar.style.width = share(Math.max(0, end - span.from));
  const told = `${span.kind === "undo" ? "compensation" : "attempt"}${span.attempt ? ` ${span.attempt}` : ""} `
    + `${words(span.outcome)}${span.to === null ? " for" : " after"} ${duration((end - span.from) / 1000)}`
    + (span.message ? `: ${span.message}` : "");
  mark(bar, "aria-label", told);
  mark(bar, "title", told);
  mark(bar, "data-tone", tone(span.outcome));
  mark(bar, "data-kind", span.kind);
  mark(bar, "data-open", span.to === null ? "true" : null);
}

function drawAxis(axis, seconds) {
  const marks = Array.from({length: MARKS}, (_, index) => duration(seconds * index / (MARKS - 1)));
  if (axis.textContent === marks.join("")) return;
  fill(axis, marks.map(text => h("span", {}, text)));
}
