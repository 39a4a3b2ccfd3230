/// How much new work a coordinator takes in while what it took in before is not decided yet. Pure: the time arrives as an
/// argument.
@NullMarked
package dev.muster.coordinator.pressure;

import org.jspecify.annotations.NullMarked;
