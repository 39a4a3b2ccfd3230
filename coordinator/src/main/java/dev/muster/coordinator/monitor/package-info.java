/// What operators watch: what was decided, counted once it is committed; how fast work comes and goes; which agent type
/// will be short of capacity first. Sees the ports only.
@NullMarked
package dev.muster.coordinator.monitor;

import org.jspecify.annotations.NullMarked;
