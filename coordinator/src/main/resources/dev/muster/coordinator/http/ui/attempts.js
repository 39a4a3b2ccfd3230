/**
 * Puts together when each attempt of each task ran, from the workflow's events, and from its tasks where events are missing.
 * Pure.
 *
 * @param {object} workflow as the API shows it
 * @param {Array} events as the API shows them, oldest first
 * @param {Map<string, string[]>} followers the tasks that come after a task, and are undone before it
 * @return {Map<string, Array<{attempt, kind, from, to, outcome, message}>>} by task, in the order of time. Times are
 *   milliseconds; `to` is null while it runs. `kind` is `run` or `undo`; `outcome` a status
 */
export function attempts(workflow, events, followers = new Map()) {
  const tracks = new Map(Object.keys(workflow.tasks).map(id => [id, {spans: [], open: null, ready: null}]));
  let undoing = null;
  for (const event of events) {
    const at = Date.parse(event.time);
    const type = event.type.replace("dev.muster.", "");
    if (type === "workflow.rolling_back" || type === "workflow.rollback_retried") undoing = at;
    else if (type === "workflow.retried") undoing = null;
    const track = tracks.get(event.data?.task);
    if (track) {
      const start = track.ready ?? (isUndo(type, undoing) ? undoStart(event.data.task, undoing, followers, tracks)
        : firstStart(track, workflow.tasks[event.data.task]));
      hear(track, type, at, event.data, isUndo(type, undoing), start);
    }
  }
  const spans = new Map();
  for (const [id, track] of tracks) spans.set(id, finished(track, workflow.tasks[id]));
  return spans;
}

const ENDS = {
  "task.completed": "COMPLETED", "task.retrying": "FAILED", "task.failed": "FAILED", "task.cancelled": "CANCELLED",
  "task.compensated": "ROLLED_BACK", "task.compensation_retrying": "COMPENSATION_FAILED",
  "task.compensation_failed": "COMPENSATION_FAILED",
};
const RUNS = new Set(["DISPATCHED", "RUNNING", "COMPENSATING"]);
const UNDONE = new Set(["ROLLED_BACK", "COMPENSATION_FAILED"]);
const OVER = new Set(["COMPLETED", "FAILED", "CANCELLED", ...UNDONE]);

const isUndo = (type, undoing) => type.startsWith("task.compensat") || (type === "task.started" && undoing !== null);

/** A task is undone when all that came after it is. */
function undoStart(id, undoing, followers, tracks) {
  const own = id.replace(/\[.*/, "");
  const ends = (followers.get(own) ?? []).map(other => tracks.get(other)?.spans.at(-1)).filter(span => span?.kind === "undo")
    .map(span => span.to);
  return undoing === null ? null : Math.max(undoing, ...ends);
}

/** A task tells the start of its first attempt only. */
const firstStart = (track, task) => track.spans.length === 0 && task.startedAt ? Date.parse(task.startedAt) : null;

/** @param start since when it may have run, if that is known: what ends quickly is never said to have started */
function hear(track, type, at, data, isUndo, start) {
  const kind = isUndo ? "undo" : "run";
  if (type === "task.started") track.open = {attempt: data.attempt, kind, from: at, to: null, outcome: "RUNNING", message: ""};
  if (type === "task.revived" || type === "task.compensation_revived") track.ready = at;
  const outcome = ENDS[type];
  if (!outcome) return;
  if (data.attempt !== undefined || track.open || start !== null) {
    const span = track.open ?? {attempt: data.attempt, kind, from: Math.min(start ?? at, at)};
    track.spans.push({...span, to: at, outcome, message: data.error?.message ?? ""});
  }
  track.open = null;
  track.ready = data.retryAt ? Date.parse(data.retryAt) : null;
}

function finished(track, task) {
  if (track.open) track.spans.push(track.open);
  const last = track.spans.at(-1);
  const start = task.startedAt ? Date.parse(task.startedAt) : null;
  if (start !== null && RUNS.has(task.status) && (!last || last.to !== null)) {
    const from = Math.max(start, last?.to ?? start);
    track.spans.push({attempt: task.attempts, kind: task.status === "COMPENSATING" ? "undo" : "run", from, to: null,
      outcome: task.status, message: ""});
  } else if (start !== null && !last && OVER.has(task.status)) {
    track.spans.push({attempt: task.attempts, kind: "run", from: start, to: task.endedAt ? Date.parse(task.endedAt) : start,
      outcome: UNDONE.has(task.status) ? "COMPLETED" : task.status, message: task.error?.message ?? ""});
  }
  return track.spans;
}
