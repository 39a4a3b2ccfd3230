/**
 * Watches what a page takes of the browser's time, from the page's beginning on. Run before anything of the page is; `awaited`
 * is a function that says whether what is waited for is there.
 */
(awaited => {
  const none = () => ({drawn: null, blocks: 0, longestBlock: 0, frames: 0, longestGap: 0, keys: 0, longestAnswer: 0});
  let told = none();
  window.watched = {told: () => told, restart: () => told = none()};

  new PerformanceObserver(list => list.getEntries().forEach(({duration}) => {
    told.blocks++;
    told.longestBlock = Math.max(told.longestBlock, duration);
  })).observe({type: "longtask", buffered: true});

  new PerformanceObserver(list => list.getEntries().filter(({name}) => name === "keydown").forEach(({duration}) => {
    told.keys++;
    told.longestAnswer = Math.max(told.longestAnswer, duration);
  })).observe({type: "event", durationThreshold: 16, buffered: true});

  let before = performance.now();
  let isThere = false;
  const frame = now => {
    told.frames++;
    told.longestGap = Math.max(told.longestGap, now - before);
    before = now;
    // One frame later it is on the screen.
    if (isThere && told.drawn === null) told.drawn = performance.now();
    isThere ||= awaited();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})
