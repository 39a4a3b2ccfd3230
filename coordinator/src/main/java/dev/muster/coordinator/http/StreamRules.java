package dev.muster.coordinator.http;

import java.time.Duration;

/// @param heartbeat how often a stream shows that it is alive when there is nothing to tell
/// @param patience how long a subscriber may take to read what is sent at once
/// @param retry how long a subscriber should wait before it comes again
/// @param most how many streams may be open, of all callers together
record StreamRules(Duration heartbeat, Duration patience, Duration retry, int most) {
    static final StreamRules USUAL = new StreamRules(Duration.ofSeconds(10), Duration.ofSeconds(10),
            Duration.ofSeconds(1), 2_000);
}
