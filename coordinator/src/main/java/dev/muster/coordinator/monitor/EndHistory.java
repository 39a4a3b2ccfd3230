package dev.muster.coordinator.monitor;

import java.util.Iterator;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Since when the record at an offset of a partition is there, told by the ends of the partition that were seen now and then: so
/// no record has to be read for it. Of a long history fewer looks are remembered, evenly spread. Has one owner.
public final class EndHistory {
    private static final int MOST = 1_000;

    /// When each end was seen first.
    private final TreeMap<Long, Long> seenAt = new TreeMap<>();
    private long spacingMillis;
    private long latestEnd;
    private long latestMillis;

    /// @param head the first record that is still of interest
    /// @param end where the next record will stand
    public void saw(long head, long end, long nowMillis) {
        seenAt.headMap(head, true).clear();
        if (seenAt.isEmpty()) {
            spacingMillis = 0;
        }
        if (seenAt.isEmpty() || nowMillis - seenAt.lastEntry().getValue() >= spacingMillis) {
            seenAt.putIfAbsent(end, nowMillis);
        }
        latestEnd = end;
        latestMillis = nowMillis;
        if (seenAt.size() > MOST) {
            thinOut();
        }
    }

    /// When the record was there at the latest: it came one remembered look earlier at most, or before the first look.
    /// @return nothing if it was not there at the last look
    public OptionalLong thereSince(long offset) {
        var firstBeyond = seenAt.higherEntry(offset);
        if (firstBeyond != null) {
            return OptionalLong.of(firstBeyond.getValue());
        }
        return offset < latestEnd ? OptionalLong.of(latestMillis) : OptionalLong.empty();
    }

    /// Every other look is forgotten, and so many of those to come.
    private void thinOut() {
        spacingMillis = 2 * (seenAt.lastEntry().getValue() - seenAt.firstEntry().getValue()) / MOST;
        for (Iterator<Long> ends = seenAt.keySet().iterator(); ends.hasNext();) {
            ends.next();
            if (ends.hasNext()) {
                ends.next();
                ends.remove();
            }
        }
    }
}
