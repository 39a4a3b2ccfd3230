/** Shows the page that the address names, and leaves the one before. */

import {h, fill, say, mark} from "./dom.js";
import {fleetPage} from "./fleet.js";
import {workflowsPage} from "./workflows.js";
import {workflowPage} from "./workflow.js";
import {definitionsPage} from "./definitions.js";
import {definitionPage} from "./definition.js";
import {deadLettersPage} from "./deadletters.js";

const PAGES = [
  [/^\/?$/, fleetPage],
  [/^\/workflows$/, workflowsPage],
  [/^\/workflows\/([^/]+)$/, workflowPage],
  [/^\/definitions$/, definitionsPage],
  [/^\/definitions\/([^/]+)$/, definitionPage],
  [/^\/dead-letters$/, deadLettersPage],
];

const main = document.getElementById("main");
const live = document.getElementById("live");
let leaving = new AbortController();

/** Whether what is shown is up to date. */
function tellState(state) {
  mark(live, "data-state", state);
  say(live, {live: "Live", away: "Server away, trying again", "": ""}[state]);
}

function show() {
  const [path, query = ""] = location.hash.slice(1).split("?");
  const [pattern, page] = PAGES.find(([form]) => form.test(path)) ?? [null, nowhere];
  leaving.abort();
  leaving = new AbortController();
  tellState("");
  const names = pattern ? path.match(pattern).slice(1).map(decodeURIComponent) : [];
  const {title, element} = page({names, query: new URLSearchParams(query), signal: leaving.signal, tellState});
  document.title = `${title} – Muster`;
  fill(main, element);
  for (const link of document.querySelectorAll("#nav a")) {
    const target = link.getAttribute("href").slice(1);
    const isHere = target === "/" ? path === "/" || path === "" : path.startsWith(target);
    mark(link, "aria-current", isHere ? "page" : null);
  }
  scrollTo(0, 0);
}

function nowhere() {
  return {title: "Nothing here", element: h("section.page", {}, h("h1", {}, "There is nothing here"),
    h("p", {}, h("a", {href: "#/"}, "To the fleet")))};
}

document.getElementById("skip").addEventListener("click", event => {
  event.preventDefault();
  main.focus();
});
window.addEventListener("hashchange", () => {
  show();
  main.focus({preventScroll: true});
});
show();
