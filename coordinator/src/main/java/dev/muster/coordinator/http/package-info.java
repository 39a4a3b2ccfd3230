/// The HTTP API. Sees the ports, never Kafka.
@NullMarked
package dev.muster.coordinator.http;

import org.jspecify.annotations.NullMarked;
