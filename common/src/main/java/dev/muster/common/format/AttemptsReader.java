package dev.muster.common.format;

import dev.muster.common.definition.Attempts;
import dev.muster.common.definition.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Reads how long and how often something may be tried.
final class AttemptsReader {
    static final Duration SHORTEST = Duration.ofMillis(1);

    static final List<String> RETRY_FIELDS = List.of("attempts", "delay", "factor", "ceiling",
            "jitter",
            "notRetried");

    private AttemptsReader() {}

    /// Reads the fields `retry`, `timeout` and `budget`.
    static Attempts attempts(ObjectReader reader, Faults faults) {
        return new Attempts(retry(reader, faults), reader.duration("timeout", SHORTEST),
                reader.duration("budget", SHORTEST));
    }

    private static RetryPolicy retry(ObjectReader owner, Faults faults) {
        var standard = RetryPolicy.DEFAULT;
        if (!owner.has("retry")) {
            return standard;
        }
        var reader = owner.inner("retry", RETRY_FIELDS);
        var attempts = reader.whole("attempts", 1, RetryPolicy.MOST_ATTEMPTS, standard.attempts());
        var written = reader.duration("delay", Duration.ZERO);
        var delay = written == null ? standard.delay() : written;
        var factor = reader.decimal("factor", 1, 100, standard.factor());
        var ceiling = reader.duration("ceiling", Duration.ZERO);
        if (ceiling != null && ceiling.compareTo(delay) < 0) {
            faults.add(reader.at("ceiling"),
                    "expected at least the delay of " + Durations.text(delay) + ", was "
                            + Durations.text(ceiling));
            ceiling = null;
        }
        var jitter = reader.decimal("jitter", 0, 1, standard.jitter());
        return new RetryPolicy(attempts, delay, factor, ceiling == null ? standardCeiling(delay) : ceiling,
                jitter,
                Set.copyOf(reader.texts("notRetried", 100, 100)));
    }

    /// The usual ceiling, or the delay itself where that is longer already.
    static Duration standardCeiling(Duration delay) {
        var usual = RetryPolicy.DEFAULT.ceiling();
        return delay.compareTo(usual) > 0 ? delay : usual;
    }
}
