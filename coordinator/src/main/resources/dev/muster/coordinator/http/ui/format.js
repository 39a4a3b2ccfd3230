/** Numbers and times as people read them. */

export const count = number => number === null || number === undefined ? "–" : number.toLocaleString("en");

export function rate(perSecond) {
  if (perSecond === null || perSecond === undefined) return "–";
  if (perSecond === 0) return "0/s";
  return `${perSecond >= 100 ? Math.round(perSecond).toLocaleString("en") : perSecond.toPrecision(2)}/s`;
}

export function percent(share) {
  return share === null || share === undefined ? "–" : `${Math.round(share * 100)}%`;
}

export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, "0")}s`;
  if (whole < 86400) return `${Math.floor(whole / 3600)}h ${String(Math.floor(whole / 60) % 60).padStart(2, "0")}m`;
  return `${Math.floor(whole / 86400)}d ${Math.floor(whole / 3600) % 24}h`;
}

/** Seconds between two instants in ISO 8601, or until now. */
export const between = (from, until) => ((until ? Date.parse(until) : Date.now()) - Date.parse(from)) / 1000;

/** `14:03:07`, with the day before it unless it is today. */
export function time(iso, millis = false) {
  if (!iso) return "–";
  const at = new Date(iso);
  const two = number => String(number).padStart(2, "0");
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
    + (millis ? `.${String(at.getMilliseconds()).padStart(3, "0")}` : "");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return at.toDateString() === new Date().toDateString() ? clock : `${day} ${clock}`;
}

/** `ROLLED_BACK` as `rolled back`. */
export const words = status => status.toLowerCase().replaceAll("_", " ");

export const json = value => JSON.stringify(value, null, 2);
