/// The coordinator against a real broker, and workers made by hand.
@NullMarked
package dev.muster.dev.coordinator;

import org.jspecify.annotations.NullMarked;
