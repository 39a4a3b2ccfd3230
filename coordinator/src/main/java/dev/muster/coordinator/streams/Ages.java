package dev.muster.coordinator.streams;

import java.util.TreeMap;

/// Since when the oldest request of a gate waits. Keeps a bit for each request and an instant for every 64, those of
/// neighbouring tickets being almost the same. Owned by one thread.
final class Ages {
    private final TreeMap<Long, Chunk> chunks = new TreeMap<>();

    private static final class Chunk {
        private final long sinceMillis;
        private long waiting;

        Chunk(long sinceMillis) {
            this.sinceMillis = sinceMillis;
        }
    }

    void add(long ticket, long sinceMillis) {
        chunks.computeIfAbsent(ticket >> 6, number -> new Chunk(sinceMillis)).waiting |= 1L << ticket;
    }

    void remove(long ticket) {
        var chunk = chunks.get(ticket >> 6);
        if (chunk != null) {
            chunk.waiting &= ~(1L << ticket);
            if (chunk.waiting == 0) {
                chunks.remove(ticket >> 6);
            }
        }
    }

    /// 0 if none waits.
    long oldestMillis() {
        return chunks.isEmpty() ? 0 : chunks.firstEntry().getValue().sinceMillis;
    }
}
