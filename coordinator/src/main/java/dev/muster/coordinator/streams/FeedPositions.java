package dev.muster.coordinator.streams;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// How far somebody has read the topic of events: the next offset of each partition. Has one owner.
final class FeedPositions {
    private static final byte FORM = 1;
    private static final int MOST_PARTITIONS = 10_000;
    private static final int SEVEN_BITS = 0x7f;
    /// Of one number.
    private static final int MOST_BYTES = 9;

    private final int log;
    private final long[] next;

    /// @param log tells logs apart: positions of one mean nothing in another
    FeedPositions(int log, long[] next) {
        this.log = log;
        this.next = next.clone();
    }

    FeedPositions copy() {
        return new FeedPositions(log, next);
    }

    /// Whether they are of the same log.
    boolean match(FeedPositions others) {
        return log == others.log && next.length == others.next.length;
    }

    int partitions() {
        return next.length;
    }

    long next(int partition) {
        return next[partition];
    }

    void advance(int partition, long offset) {
        next[partition] = Math.max(next[partition], offset);
    }

    /// Goes beyond an event.
    /// @return false if it had been read
    boolean pass(FeedEvent.Place place) {
        var isNew = place.offset() >= next[place.partition()];
        advance(place.partition(), place.offset() + 1);
        return isNew;
    }

    /// Whether nothing that the others have not read is unread here.
    boolean reach(FeedPositions others) {
        for (var partition = 0; partition < next.length; partition++) {
            if (next[partition] < others.next[partition]) {
                return false;
            }
        }
        return true;
    }

    /// As it is told to subscribers, to whom it means nothing.
    String text() {
        var bytes = ByteBuffer.allocate(1 + Integer.BYTES + (next.length + 1) * MOST_BYTES).put(FORM)
                .putInt(log);
        put(bytes, next.length);
        for (var offset : next) {
            put(bytes, offset);
        }
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /// @throws IllegalArgumentException if it is no text of positions
    static FeedPositions read(String text) {
        var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        if (bytes.remaining() <= Integer.BYTES || bytes.get() != FORM) {
            throw new IllegalArgumentException("not of a form that is known");
        }
        var log = bytes.getInt();
        var partitions = number(bytes);
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new IllegalArgumentException("of " + partitions + " partitions");
        }
        var next = new long[(int) partitions];
        for (var partition = 0; partition < next.length; partition++) {
            next[partition] = number(bytes);
        }
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException("longer than expected");
        }
        return new FeedPositions(log, next);
    }

    /// Seven bits at a time, the lowest first; the highest bit says that more follow.
    private static void put(ByteBuffer bytes, long number) {
        var rest = number;
        while (rest > SEVEN_BITS) {
            bytes.put((byte) ((rest & SEVEN_BITS) | (SEVEN_BITS + 1)));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long number(ByteBuffer bytes) {
        var number = 0L;
        for (var shift = 0; shift < Long.SIZE - 1; shift += 7) {
            if (!bytes.hasRemaining()) {
                throw new IllegalArgumentException("shorter than expected");
            }
            var group = bytes.get();
            number |= (long) (group & SEVEN_BITS) << shift;
            if (group >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number is too large");
    }
}
