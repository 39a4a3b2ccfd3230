/// Who callers are, by their tokens. Sees the ports only, and neither HTTP nor Kafka.
@NullMarked
package dev.muster.coordinator.access;

import org.jspecify.annotations.NullMarked;
