/// The Kafka Streams shell around the core.
@NullMarked
package dev.muster.coordinator.streams;

import org.jspecify.annotations.NullMarked;
