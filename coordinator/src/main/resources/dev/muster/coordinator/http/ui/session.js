/**
 * Who asks: a token that a person gives when the server wants one. It is kept for this tab alone, and is no cookie: nothing is sent
 * that these pages don't send, so no other page can ask in the name of whoever looks at them.
 */

import {h, fill} from "./dom.js";
import {confirm} from "./widgets.js";

const KEY = "muster.token";
let asking = null;
let declined = false;

const token = () => sessionStorage.getItem(KEY) ?? "";

/** Fetches, saying who asks; asks the person when the server does not know. An answer of 401 is left if nothing is given. */
export async function fetched(address, request) {
  for (;;) {
    const sent = token();
    const response = await fetch(address, sent ? {...request, headers: {...request.headers, authorization: `Bearer ${sent}`}} : request);
    if (response.status !== 401) {
      if (sent) offer("Sign out", signOut);
      return response;
    }
    // Others that were refused may have asked meanwhile.
    if (token() === sent && !await signIn(sent)) return response;
  }
}

/** Asks once, however many requests were refused. */
function signIn(refused) {
  if (declined) return Promise.resolve(false);
  asking ??= ask(refused).finally(() => asking = null);
  return asking;
}

async function ask(refused) {
  const input = h("input", {type: "password", id: "token", autocomplete: "off", spellcheck: "false", required: true, pattern: "[\\x21-\\x7e]+"});
  const isGiven = await confirm({title: "Sign in", action: "Sign in",
    text: refused ? "The server does not take this token, or no longer." : "The server wants to know who asks.",
    body: [h("div.field", {}, h("label", {for: "token"}, "Token"), input,
      h("span.hint", {}, "It is kept until this tab is closed."))]});
  const given = input.value.trim();
  if (isGiven && given) {
    sessionStorage.setItem(KEY, given);
    return true;
  }
  declined = true;
  offer("Sign in", () => location.reload());
  return false;
}

function signOut() {
  sessionStorage.removeItem(KEY);
  location.reload();
}

function offer(title, action) {
  const place = document.getElementById("session");
  if (place && place.textContent !== title) fill(place, h("button.plain", {type: "button", onclick: action}, title));
}
