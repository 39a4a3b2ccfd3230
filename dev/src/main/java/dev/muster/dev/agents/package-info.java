/// Sample agents that do real work offline: pictures are drawn, a site is built, stock is reconciled, copy is
/// written. Everything they make lies under one output folder, and their compensations take all of it away again.
@NullMarked
package dev.muster.dev.agents;

import org.jspecify.annotations.NullMarked;
