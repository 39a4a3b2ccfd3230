/** Builds elements. Whatever is text is put in as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag with classes: `td.number.wide`
 * @param {object} attributes `on...` are listeners, false and null are left out
 * @param {...*} children nodes, texts, lists of them; null and false are left out
 */
export function h(tag, attributes = {}, ...children) {
  return made(name => document.createElement(name), tag, attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return made(name => document.createElementNS(SVG, name), tag, attributes, children);
}

function made(create, tag, attributes, children) {
  const [name, ...classes] = tag.split(".");
  const element = create(name);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  add(element, children);
  return element;
}

function set(element, key, value) {
  if (value === false || value === null || value === undefined) return;
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else if (key === "class") element.setAttribute("class", `${element.getAttribute("class") ?? ""} ${value}`.trim());
  else element.setAttribute(key, value === true ? "" : value);
}

function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** Puts children in the place of those that are there. */
export function fill(element, ...children) {
  element.replaceChildren();
  add(element, children);
  return element;
}

/** Changes a text only if it differs, so that what has not changed is neither drawn nor read out again. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets or removes an attribute only if it differs. */
export function mark(element, name, value) {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/**
 * Brings the children of an element in line with items: rows that stay are updated and keep focus and selection.
 * @param {Map} rows what was made before, by key; filled by this
 * @param {function} make makes `{element, update(item)}` of an item
 */
export function reconcile(element, rows, items, key, make) {
  const wanted = new Set(items.map(key));
  for (const [id, row] of rows) {
    if (!wanted.has(id)) {
      row.element.remove();
      rows.delete(id);
    }
  }
  let before = null;
  for (const item of items) {
    const id = key(item);
    if (!rows.has(id)) rows.set(id, make(item));
    const row = rows.get(id);
    row.update(item);
    const place = before ? before.nextSibling : element.firstChild;
    if (place !== row.element) element.insertBefore(row.element, place);
    before = row.element;
  }
}
