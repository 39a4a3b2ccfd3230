/// The workflow machine, pure: decides on inputs, applies events, derives effects. Sees `java.base`, the shared words and
/// the definitions; no clock, no randomness, no thread, no I/O.
@NullMarked
package dev.muster.coordinator.core;

import org.jspecify.annotations.NullMarked;
