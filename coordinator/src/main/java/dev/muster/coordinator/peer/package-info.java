/// The way from one coordinator to the others, over HTTP. Sees the ports only.
@NullMarked
package dev.muster.coordinator.peer;

import org.jspecify.annotations.NullMarked;
