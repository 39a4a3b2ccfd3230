/// Whole fleets in one thread: the coordinator's real processors and the worker's real decisions over a log, a clock, a
/// network and crashes that are drawn from a seed; and a checker of the promises that reads what the fleet left behind.
@NullMarked
package dev.muster.dev.simulation;

import org.jspecify.annotations.NullMarked;
