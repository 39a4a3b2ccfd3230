/**
 * Keeps of a large drawing only what is in sight drawn: the browser lays out and paints what is displayed, whether it is seen or
 * not, and a thousand tasks take it half a second.
 */

/** So many parts are always drawn, and all of them told to those who don't look but listen. */
const FEW = 150;
/** How far beyond its window a drawing is kept drawn, in its own units, so that scrolling shows no gaps. */
const BEYOND = 400;

/**
 * @param {Element} window what scrolls
 * @param {Array<{x, y, width, height, show: function(boolean), isKept: function}>} parts where each is, in the drawing's units, how
 *   it is shown, and, where that may be, whether it has to stay
 * @return {{look: function(number), shows: function(object)}} `look` is told the scale, and looks what is in sight, as it does
 *   whenever the window scrolls or changes; `shows` shows a part now
 */
export function view(window, parts) {
  let scale = 1;
  let isAsked = false;
  const shown = new Set();

  function set(part, isShown) {
    if (shown.has(part) === isShown) return;
    if (isShown) shown.add(part);
    else shown.delete(part);
    part.show(isShown);
  }

  function look() {
    isAsked = false;
    const left = window.scrollLeft / scale - BEYOND;
    const top = window.scrollTop / scale - BEYOND;
    const right = left + window.clientWidth / scale + 2 * BEYOND;
    const bottom = top + window.clientHeight / scale + 2 * BEYOND;
    for (const part of parts) {
      const isInSight = part.x < right && part.x + part.width > left && part.y < bottom && part.y + part.height > top;
      set(part, isInSight || Boolean(part.isKept?.()));
    }
  }

  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(look);
  };
  if (parts.length <= FEW) {
    parts.forEach(part => set(part, true));
    return {look: () => {}, shows: () => {}};
  }
  window.addEventListener("scroll", ask, {passive: true});
  new ResizeObserver(ask).observe(window);
  return {look: now => {
    scale = now;
    ask();
  }, shows: part => set(part, true)};
}
