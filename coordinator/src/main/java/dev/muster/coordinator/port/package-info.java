/// What the coordinator offers to its doors: the questions that HTTP may ask and the commands it may give.
@NullMarked
package dev.muster.coordinator.port;

import org.jspecify.annotations.NullMarked;
