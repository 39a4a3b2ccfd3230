/// Faults in fleets of real processes, and a checker of the promises that reads what the fleet left behind (events,
/// tasks, the agents' own witness, views) and knows nothing of its code.
@NullMarked
package dev.muster.dev.faults;

import org.jspecify.annotations.NullMarked;
