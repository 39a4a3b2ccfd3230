/** Speaks to the server that served this page. */

import {fetched} from "./session.js";

const BASE = "/api/v1";

/** A refusal, with what the server said about it. */
export class Refusal extends Error {
  constructor(problem, status) {
    const faults = (problem.errors ?? []).map(fault => `${fault.path || "/"}: ${fault.message}`);
    super(faults.length ? faults.join("\n") : problem.detail ?? problem.title ?? `the server answered ${status}`);
    this.status = status;
    this.type = problem.type ?? "";
    this.errors = problem.errors ?? [];
  }
}

async function ask(method, path, body, signal) {
  const request = {method, signal, headers: {accept: "application/json, application/problem+json"}};
  if (body !== undefined) {
    request.headers["content-type"] = "application/json";
    request.body = typeof body === "string" ? body : JSON.stringify(body);
  }
  let response;
  try {
    response = await fetched(BASE + path, request);
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new Refusal({detail: "the server is not reached"}, 0);
  }
  const text = await response.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = {};
  }
  if (!response.ok) throw new Refusal(json, response.status);
  return json;
}

export const get = (path, signal) => ask("GET", path, undefined, signal);
export const post = (path, body) => ask("POST", path, body);
export const put = (path, body) => ask("PUT", path, body);

/** A part of a path, whatever is in it. */
export const part = text => encodeURIComponent(text);

/** Parameters that are given, as a query. */
export function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return given.length ? "?" + new URLSearchParams(given) : "";
}
