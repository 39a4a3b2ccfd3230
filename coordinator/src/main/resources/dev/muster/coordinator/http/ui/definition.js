/** One definition: its graph, its text, and a form that starts it. */

import {h, fill, say} from "./dom.js";
import {get, post, part} from "./api.js";
import {attempt, code, notice, tabs} from "./widgets.js";
import {json} from "./format.js";
import {graph, tasksOf} from "./graph.js";
import {inputForm} from "./form.js";
import {normalised} from "./schema.js";

export function definitionPage({names: [name], signal}) {
  const about = h("p.facts");
  const told = h("p");
  const stage = h("div.stage");
  const body = h("div");
  const shown = attempt(async () => {
    const registered = await get(`/definitions/${part(name)}`, signal);
    const {definition, version, description} = registered;
    say(about, [`version ${version}`, definition.onFailure ? `on failure: ${definition.onFailure}` : "on failure: rollback",
      ...(definition.tags ?? []).map(tag => `#${tag}`)].join(" · "));
    say(told, description ?? "");
    const side = h("aside.task", {"aria-label": "Task"}, h("h2", {}, "No task chosen"),
      h("p.hint", {}, "Choose one in the graph to see how it is defined."));
    const picture = graph(tasksOf(definition), id => fill(side, h("h2", {}, id), code(json(definition.tasks[id]), `Task ${id}`)));
    fill(stage, picture.element, side);
    requestAnimationFrame(picture.fit);
    fill(body, tabs("About this definition", [
      {id: "start", title: "Start", element: startForm(name, definition)},
      {id: "text", title: "Definition", element: code(json(definition), "Definition")},
    ]).element);
  });
  return {title: name, shown, element: h("section.page.wide", {}, h("div.heading", {}, h("h1", {}, name), about, told), stage, body)};
}

function startForm(name, definition) {
  const input = inputForm(normalised(definition.input));
  const id = h("input", {id: "start-id", autocomplete: "off"});
  const tags = h("input", {id: "start-tags", autocomplete: "off"});
  const refused = h("p.refused", {role: "alert"});
  const start = async event => {
    event.preventDefault();
    say(refused, "");
    try {
      const body = {name, input: input.value()};
      if (id.value.trim()) body.id = id.value.trim();
      if (tags.value.trim()) body.tags = tags.value.split(",").map(tag => tag.trim()).filter(Boolean);
      const started = await post("/workflows", body);
      notice("Started.");
      location.hash = `#/workflows/${part(started.id)}`;
    } catch (failure) {
      say(refused, failure.message);
    }
  };
  return h("form.start", {onsubmit: start, "aria-label": `Start ${name}`}, input.element,
    h("fieldset", {}, h("legend", {}, "Beside the input"), field("Id", id, "one is made up if this is empty"),
      field("Tags", tags, "separated by commas")), refused, h("button.main", {type: "submit"}, "Start"));
}

const field = (label, input, hint) => h("div.field", {}, h("label", {for: input.id}, label), input, h("span.hint", {}, hint));
