package dev.muster.worker;

import org.jspecify.annotations.Nullable;

/// One record as an intake got it. Compared by identity: the same record may be delivered twice.
final class Delivery {
    /// Where it stands, for a dead letter.
    record Position(String topic, int partition, long offset) {}

    private final Position position;
    private final @Nullable String key;
    private final byte @Nullable [] value;
    private final int count;

    /// @param count how often it was delivered, this time included
    Delivery(Position position, @Nullable String key, byte @Nullable [] value, int count) {
        this.position = position;
        this.key = key;
        this.value = value;
        this.count = count;
    }

    Position position() {
        return position;
    }

    @Nullable
    String key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }

    int count() {
        return count;
    }

    boolean isRepeated() {
        return count > 1;
    }
}
