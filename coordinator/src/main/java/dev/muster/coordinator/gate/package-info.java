/// The gates: a pure state machine that grants permits, and the rules of the circuit breaker that a fleet shares.
@NullMarked
package dev.muster.coordinator.gate;

import org.jspecify.annotations.NullMarked;
