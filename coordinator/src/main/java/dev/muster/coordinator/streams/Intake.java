package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.coordinator.monitor.EndHistory;
import dev.muster.coordinator.port.LagView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/// What was seen of how the published tasks are taken, and when each agent type's topic was seen to be empty: all that had been
/// published was taken, acknowledged as claimed or reported, and what was said of it was read since. Written by the sampler, read by any thread.
final class Intake {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Map<AgentType, NavigableSet<Long>> emptyAt = new ConcurrentHashMap<>();
    private final Map<AgentType, Untaken> untaken = new ConcurrentHashMap<>();
    /// The sampler's alone.
    private final Map<AgentType, Map<Integer, EndHistory>> histories = new HashMap<>();
    /// When topics were seen to be empty, of which it is not known that all was read which workers said until then.
    private final Map<AgentType, NavigableSet<Long>> unread = new HashMap<>();
    private final CatchUp catchUp = new CatchUp();
    private volatile LagView latest = LagView.NONE;

    /// What was published and not acknowledged when it was last looked at.
    /// @param lag how many records
    /// @param sinceMillis when the oldest of them was there at the latest, in milliseconds of the epoch; null if there is none
    record Untaken(long lag, @Nullable Long sinceMillis) {}

    void seen(LagView lags) {
        latest = lags;
    }

    /// Of all groups, when that was looked at last.
    LagView latest() {
        return latest;
    }

    /// A look takes a while, seconds where Kafka is busy, and tells of a moment within it: what it found empty was so since the
    /// look began, what it found there was there when it ended.
    void seen(AgentType agent, List<LagView.Partition> partitions, long beganMillis, long endedMillis) {
        var ofAgent = histories.computeIfAbsent(agent, absent -> new HashMap<>());
        var lag = 0L;
        Long since = null;
        for (var partition : partitions) {
            var head = partition.end() - partition.lag();
            var history = ofAgent.computeIfAbsent(partition.partition(), absent -> new EndHistory());
            history.saw(head, partition.end(), endedMillis);
            var there = history.thereSince(head);
            if (there.isPresent() && (since == null || there.getAsLong() < since)) {
                since = there.getAsLong();
            }
            lag += partition.lag();
        }
        untaken.put(agent, new Untaken(lag, since));
        if (lag == 0) {
            add(unread, agent, beganMillis);
        }
    }

    /// How far the coordinators have read what workers and gates say. That all was taken says nothing of an attempt as long as
    /// its claim or report may wait to be read, and behind a backlog it may for long.
    void read(List<LagView.Partition> partitions, long beganMillis) {
        catchUp.looked(beganMillis, partitions).ifPresent(until -> unread.forEach((agent, times) -> {
            var read = times.headSet(until);
            read.forEach(atMillis -> seenEmpty(agent, atMillis));
            read.clear();
        }));
    }

    /// Null if it was never looked at.
    @Nullable
    Untaken untaken(AgentType agent) {
        return untaken.get(agent);
    }

    /// And all was read that workers had said of it.
    void seenEmpty(AgentType agent, long atMillis) {
        add(emptyAt, agent, atMillis);
    }

    private static void add(Map<AgentType, NavigableSet<Long>> moments, AgentType agent, long atMillis) {
        var times = moments.computeIfAbsent(agent, absent -> new ConcurrentSkipListSet<>());
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
