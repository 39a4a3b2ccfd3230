/** A form made from a JSON Schema. What it has no field for is written as JSON. */

import {h} from "./dom.js";

let made = 0;

/** @return {{element, value: function}} `value` throws an Error that says what can't be read */
export function inputForm(schema) {
  if (!schema) return free({}, "Input", true, "{}", "JSON");
  if (schema.type === "object" && schema.properties) return group(schema, "Input");
  return free(schema, "Input", true, "{}", "JSON");
}

function group(schema, title) {
  const required = new Set(schema.required ?? []);
  const parts = Object.entries(schema.properties).map(([name, property]) => [name, required.has(name), part(name, property,
    required.has(name))]);
  return {
    element: h("fieldset", {}, h("legend", {}, title), parts.length ? parts.map(([, , one]) => one.element)
      : h("p.hint", {}, "It takes no input.")),
    value: () => Object.fromEntries(parts.map(([name, isRequired, one]) => [name, one.value(isRequired)])
      .filter(([, value]) => value !== undefined)),
  };
}

function part(name, schema, isRequired) {
  if (schema.enum) return choice(name, schema, isRequired);
  switch (schema.type) {
    case "string": return text(name, schema, isRequired);
    case "integer":
    case "number": return number(name, schema, isRequired);
    case "boolean": return flag(name, schema, isRequired);
    case "object": return schema.properties && isRequired ? group(schema, name) : free(schema, name, isRequired, "", "a JSON object");
    case "array": return list(name, schema, isRequired);
    default: return free(schema, name, isRequired, "", "JSON");
  }
}

function field(name, schema, isRequired, input, hint = "") {
  const id = `input-${++made}`;
  const notes = [schema.description, hint, isRequired ? "" : "may be left out"].filter(Boolean).join("; ");
  input.id = id;
  if (notes) input.setAttribute("aria-describedby", `${id}-hint`);
  if (schema.default !== undefined) input.value = typeof schema.default === "string" ? schema.default : JSON.stringify(schema.default);
  return h("div.field", {}, h("label", {for: id}, name), input, notes && h("span.hint", {id: `${id}-hint`}, notes));
}

function text(name, schema, isRequired) {
  const input = h("input", {required: isRequired && schema.minLength > 0, pattern: schema.pattern, maxlength: schema.maxLength,
    minlength: schema.minLength, autocomplete: "off"});
  return {element: field(name, schema, isRequired, input), value: needed => input.value === "" && !needed ? undefined : input.value};
}

function number(name, schema, isRequired) {
  const input = h("input", {type: "number", required: isRequired, min: schema.minimum, max: schema.maximum,
    step: schema.type === "integer" ? 1 : "any"});
  return {element: field(name, schema, isRequired, input), value: () => input.value === "" ? undefined : Number(input.value)};
}

function flag(name, schema, isRequired) {
  const input = h("select", {}, !isRequired && h("option", {value: ""}, "–"), h("option", {value: "false"}, "no"),
    h("option", {value: "true"}, "yes"));
  return {element: field(name, schema, isRequired, input), value: () => input.value === "" ? undefined : input.value === "true"};
}

function choice(name, schema, isRequired) {
  const input = h("select", {}, !isRequired && h("option", {value: ""}, "–"), schema.enum.map((one, index) =>
    h("option", {value: index}, typeof one === "string" ? one : JSON.stringify(one))));
  return {element: field(name, {...schema, default: undefined}, isRequired, input),
    value: () => input.value === "" ? undefined : schema.enum[Number(input.value)]};
}

const LINES = {string: line => line, integer: Number, number: Number};

/** Simple items stand one a line. */
function list(name, schema, isRequired) {
  const parse = LINES[schema.items?.type];
  if (!parse) return free(schema, name, isRequired, isRequired ? "[]" : "", "a JSON list");
  const input = h("textarea", {rows: 3, spellcheck: "false"});
  const value = needed => {
    const lines = input.value.split("\n").map(line => line.trim()).filter(Boolean);
    return lines.length === 0 && !needed ? undefined : lines.map(parse);
  };
  return {element: field(name, schema, isRequired, input, "one a line"), value};
}

function free(schema, name, isRequired, start, hint) {
  const input = h("textarea.code", {rows: 5, spellcheck: "false"});
  const element = field(name, schema, isRequired, input, hint);
  if (!input.value) input.value = start;
  const value = needed => {
    if (input.value.trim() === "") return needed ? null : undefined;
    try {
      return JSON.parse(input.value);
    } catch (failure) {
      throw new Error(`${name} is not JSON: ${failure.message}`);
    }
  };
  return {element, value};
}
