/** How statuses look. A status is told by its words and its sign; the colour comes on top. */

import {svg, h} from "./dom.js";
import {words} from "./format.js";

const TONES = {
  COMPLETED: "good", SUCCEEDED: "good", CLOSED: "good",
  RUNNING: "busy", DISPATCHED: "busy", QUEUED: "queued",
  BACKING_OFF: "warn", PAUSED: "warn", HALF_OPEN: "warn",
  FAILED: "bad", ROLLBACK_FAILED: "bad", COMPENSATION_FAILED: "bad", OPEN: "bad",
  ROLLING_BACK: "undo", COMPENSATING: "undo", ROLLED_BACK: "undone",
  PENDING: "idle", SKIPPED: "gone", CANCELLED: "gone",
};

const SIGNS = {
  COMPLETED: "M3.5 8.5l3 3 6-7", CLOSED: "M3.5 8.5l3 3 6-7",
  RUNNING: "M5.5 3.5v9l7-4.5z", DISPATCHED: "M3 8h9M8.5 4.5L12 8l-3.5 3.5",
  QUEUED: "M8 4v4.3l2.8 1.7M8 2.2a5.8 5.8 0 1 0 .01 0", BACKING_OFF: "M12.6 9.5a4.9 4.9 0 1 1-1-5M12.6 2.2v3h-3",
  PAUSED: "M5.5 3.5v9M10.5 3.5v9", HALF_OPEN: "M5.5 3.5v9M10.5 3.5v9",
  FAILED: "M4 4l8 8M12 4l-8 8", OPEN: "M4 4l8 8M12 4l-8 8",
  ROLLBACK_FAILED: "M8 2.5l6 10.5H2zM8 6.5v3.2M8 11.4v.2", COMPENSATION_FAILED: "M8 2.5l6 10.5H2zM8 6.5v3.2M8 11.4v.2",
  ROLLING_BACK: "M6 3L3 6l3 3M3 6h6.5a3.2 3.2 0 0 1 0 6.5H7", COMPENSATING: "M6 3L3 6l3 3M3 6h6.5a3.2 3.2 0 0 1 0 6.5H7",
  ROLLED_BACK: "M6 3L3 6l3 3M3 6h6.5a3.2 3.2 0 0 1 0 6.5H7",
  PENDING: "M8 2.8a5.2 5.2 0 1 0 .01 0", SKIPPED: "M3 4l5 4-5 4zM8 4l5 4-5 4z", CANCELLED: "M3.5 8h9",
};

export const ENDED = new Set(["COMPLETED", "FAILED", "CANCELLED", "ROLLED_BACK", "ROLLBACK_FAILED"]);
export const WORKFLOW_STATUSES = ["PENDING", "RUNNING", "PAUSED", "ROLLING_BACK", "COMPLETED", "FAILED", "CANCELLED",
  "ROLLED_BACK", "ROLLBACK_FAILED"];

export const tone = status => TONES[status] ?? "idle";

export const sign = status => SIGNS[status] ?? SIGNS.PENDING;

export function icon(path) {
  return svg("svg.icon", {viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false"}, svg("path", {d: path}));
}

/** `{element, update(status)}` */
export function badge(status) {
  const element = h("span.badge");
  const update = now => {
    if (element.dataset.status === now) return;
    element.dataset.status = now;
    element.dataset.tone = tone(now);
    element.replaceChildren(icon(sign(now)), words(now));
  };
  update(status);
  return {element, update};
}

/** What an order to a workflow may be in each status. */
export function allowed(status) {
  switch (status) {
    case "PENDING":
    case "RUNNING": return ["pause", "cancel", "rollback"];
    case "PAUSED": return ["resume", "cancel", "rollback"];
    case "FAILED":
    case "CANCELLED": return ["retry", "rollback"];
    case "ROLLBACK_FAILED": return ["retry"];
    case "COMPLETED": return ["rollback"];
    default: return [];
  }
}
