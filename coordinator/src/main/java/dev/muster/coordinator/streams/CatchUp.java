package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.LagView;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Until when the coordinators have read all that workers said. What one says of an attempt comes to its workflow and its gate
/// by up to three topics, one after the other: a heartbeat in `workers`, the claim as a report, what becomes of the permit in
/// `gates`. So three times over, all that was there at a look has to be read before another. Not thread-safe.
final class CatchUp {
    private static final int TOPICS_IN_A_ROW = 3;
    /// Of a fleet that is behind for hours no more looks are kept.
    private static final int MOST_LOOKS = 1_000;
    private static final long NEVER = Long.MIN_VALUE;

    /// Those that are not read yet.
    private final Deque<Look> looks = new ArrayDeque<>();
    private Look read = new Look(Map.of(), Collections.nCopies(TOPICS_IN_A_ROW, NEVER));

    private record Place(String topic, int partition) {}

    /// @param ends where the next record stood in each partition
    /// @param until for how many topics in a row, from none, until when all was read
    private record Look(Map<Place, Long> ends, List<Long> until) {
        boolean isReadAt(Map<Place, Long> positions) {
            return ends.entrySet().stream()
                    .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
        }
    }

    /// @param beganMillis of the look, in milliseconds of the epoch
    /// @param partitions of those topics, as the coordinators have read them
    /// @return all that was said before has been read; nothing if that is not known of any time
    OptionalLong looked(long beganMillis, List<LagView.Partition> partitions) {
        var positions = partitions.stream()
                .collect(Collectors.toMap(CatchUp::place,
                        one -> Objects.requireNonNullElse(one.position(), 0L)));
        while (!looks.isEmpty() && looks.getFirst().isReadAt(positions)) {
            read = looks.removeFirst();
        }
        var until = read.until();
        if (looks.size() < MOST_LOOKS) {
            var ends = partitions.stream()
                    .collect(Collectors.toMap(CatchUp::place, LagView.Partition::end));
            looks.addLast(new Look(ends, Stream
                    .concat(Stream.of(beganMillis), until.stream().limit(TOPICS_IN_A_ROW - 1L)).toList()));
        }
        var all = until.getLast();
        return all == NEVER ? OptionalLong.empty() : OptionalLong.of(all);
    }

    private static Place place(LagView.Partition partition) {
        return new Place(partition.topic(), partition.partition());
    }
}
