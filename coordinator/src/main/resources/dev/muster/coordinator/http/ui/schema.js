/** What an input must be like, in one form: JSON Schema, whatever form the definition has it in. Pure. */

const TYPES = new Set(["string", "integer", "number", "boolean", "object", "array", "null"]);

/** @param {*} input of a definition: absent, JSON Schema, or the short form */
export function normalised(input) {
  if (input === undefined || input === null) return null;
  return isSchema(input) ? input : fields(input);
}

/** As the coordinator tells them apart: a schema says its type, has an enum or a const, or a field that begins with `$`. */
function isSchema(input) {
  return typeof input === "object" && !Array.isArray(input)
    && (isType(input.type) || "enum" in input || "const" in input || Object.keys(input).some(key => key.startsWith("$")));
}

const isType = type => TYPES.has(type) || (Array.isArray(type) && type.every(one => TYPES.has(one)));

function fields(short) {
  const properties = {};
  const required = [];
  for (const [name, type] of Object.entries(short)) {
    const isOptional = typeof type === "string" && type.endsWith("?");
    properties[name] = one(isOptional ? type.slice(0, -1) : type);
    if (!isOptional) required.push(name);
  }
  return {type: "object", properties, required, additionalProperties: false};
}

function one(type) {
  if (Array.isArray(type)) return {type: "array", items: one(type[0])};
  if (typeof type === "object") return isSchema(type) ? type : fields(type);
  return TYPES.has(type) ? {type} : {};
}
