/** A small line of the latest values, oldest left. */

import {svg, mark} from "./dom.js";

const WIDTH = 60;
const HEIGHT = 20;
const MOST = 60;

/** @return {{element, add: function(number)}} */
export function sparkline(label) {
  const values = [];
  const line = svg("path.spark", {d: ""});
  const element = svg("svg.sparkline", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: "img",
    "aria-label": label}, line);

  function add(value) {
    values.push(value);
    if (values.length > MOST) values.shift();
    const most = Math.max(1, ...values);
    const step = WIDTH / (MOST - 1);
    const start = WIDTH - step * (values.length - 1);
    mark(line, "d", values.map((one, index) => `${index ? "L" : "M"}${(start + index * step).toFixed(1)} `
      + (HEIGHT - 2 - (HEIGHT - 4) * one / most).toFixed(1)).join(""));
  }

  return {element, add};
}
