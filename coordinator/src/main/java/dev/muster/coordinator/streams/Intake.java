package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/// When each agent type's topic was seen to be empty: all that had been published was taken, and acknowledged as claimed or
/// reported. Written by the sampler, read by any thread.
final class Intake {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Map<AgentType, NavigableSet<Long>> emptyAt = new ConcurrentHashMap<>();
    private final Map<AgentType, Long> lags = new ConcurrentHashMap<>();

    void seen(AgentType agent, long lag) {
        lags.put(agent, lag);
    }

    /// How many records had not been acknowledged when it was last looked at; null if it never was.
    @Nullable
    Long lag(AgentType agent) {
        return lags.get(agent);
    }

    void seenEmpty(AgentType agent, long atMillis) {
        var times = emptyAt.computeIfAbsent(agent, absent -> new ConcurrentSkipListSet<>());
        times.add(atMillis);
        times.headSet(atMillis - KEPT.toMillis()).clear();
    }

    /// The first moment in between at which it was seen to be empty; nothing if there was none.
    OptionalLong emptyBetween(AgentType agent, long fromMillis, long toMillis) {
        var times = emptyAt.get(agent);
        var time = times == null ? null : times.ceiling(fromMillis);
        return time == null || time > toMillis ? OptionalLong.empty() : OptionalLong.of(time);
    }
}
