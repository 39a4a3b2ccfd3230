/**
 * Lifecycle events as they happen. Read by `fetch`, because `EventSource` gives up for good when the server says that it is
 * not ready, and can't say who asks.
 */

import {fetched} from "./session.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;

/** Parses server-sent events that come in pieces. */
export class Parser {
  #rest = "";
  #data = "";
  lastId = "";

  /** @return the data of the events that are complete with this piece */
  take(piece) {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = lines.pop();
    return lines.flatMap(line => this.#line(line));
  }

  #line(line) {
    if (line === "") {
      const data = this.#data;
      this.#data = "";
      return data ? [data] : [];
    }
    if (line.startsWith("id: ")) this.lastId = line.slice(4);
    if (line.startsWith("data: ")) this.#data += line.slice(6);
    return [];
  }
}

/**
 * Listens until it is told to stop, and comes again where it was whenever the stream breaks. While nobody looks at the page
 * nothing is listened to.
 * @param {function} hear given each event, as JSON text: whoever only counts them need not read it
 * @param {function} state given `live` or `away`; `live` anew means that what was loaded before may be old
 * @return {function} stops it
 */
export function listen(query, hear, state) {
  const stopped = new AbortController();
  const parser = new Parser();
  run(query, parser, hear, state, stopped.signal);
  return () => stopped.abort();
}

async function run(query, parser, hear, state, signal) {
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    await visible(signal);
    try {
      await read(query, parser, hear, () => {
        wait = FIRST_WAIT;
        state("live");
      }, signal);
    } catch {
      // Told below, like a stream that ended.
    }
    if (signal.aborted) return;
    if (!document.hidden) state("away");
    await pause(wait, signal);
    wait = Math.min(LONGEST_WAIT, wait * 2);
  }
}

async function read(query, parser, hear, opened, signal) {
  const over = new AbortController();
  const hide = () => document.hidden && over.abort();
  document.addEventListener("visibilitychange", hide, {signal: over.signal});
  signal.addEventListener("abort", () => over.abort(), {signal: over.signal});
  try {
    const headers = {accept: "text/event-stream"};
    if (parser.lastId) headers["last-event-id"] = parser.lastId;
    const response = await fetched("/api/v1/events" + query, {headers, signal: over.signal});
    if (response.status === 400) parser.lastId = "";
    if (!response.ok) return;
    opened();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      for (const data of parser.take(piece.value)) hear(data);
    }
  } finally {
    over.abort();
  }
}

function visible(signal) {
  if (!document.hidden) return Promise.resolve();
  return new Promise(resolve => {
    const look = () => (signal.aborted || !document.hidden) && resolve();
    document.addEventListener("visibilitychange", look, {signal});
    signal.addEventListener("abort", resolve);
  });
}

function pause(millis, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** What takes long is done seldom: most of the time is left to the page, and the server, for everything else. */
const IDLE_SHARE = 3;

/**
 * Calls a function soon after it is asked to, but not again before a while has passed, the longer the longer it takes.
 * @return {function} asks
 */
export function throttled(action, millis, signal) {
  let timer = null;
  let again = false;
  const run = async () => {
    again = false;
    const from = performance.now();
    await action();
    timer = setTimeout(() => {
      timer = null;
      if (again && !signal.aborted) ask();
    }, Math.max(millis, IDLE_SHARE * (performance.now() - from)));
  };
  const ask = () => {
    if (timer !== null) again = true;
    else {
      timer = 0;
      run();
    }
  };
  return ask;
}

/**
 * Looks again and again while somebody looks at the page.
 * @param {function} look asks the server and shows what it says
 * @param {function} state given `live` when it did, and `away` when it could not
 */
export async function repeat(look, millis, state, signal) {
  while (!signal.aborted) {
    if (!document.hidden) {
      try {
        await look();
        state("live");
      } catch {
        if (!signal.aborted) state("away");
      }
    }
    await pause(millis, signal);
  }
}
