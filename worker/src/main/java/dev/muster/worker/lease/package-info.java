/// What a worker holds, and for how long: slots, claims, cancellations, its lease, and whether its intake still
/// lives. Decisions only: no Kafka, no JSON, no clock and no thread; time arrives as an argument.
@NullMarked
package dev.muster.worker.lease;

import org.jspecify.annotations.NullMarked;
