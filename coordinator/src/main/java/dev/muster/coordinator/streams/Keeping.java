package dev.muster.coordinator.streams;

import java.nio.file.Path;
import java.util.Objects;

/// How a fleet's state is kept.
/// @param partitions of the topics that are keyed by workflow; can't be changed once they exist
/// @param replication of topics that are created; -1 for the brokers' default
/// @param standbys how many other coordinators keep a copy of each partition's stores, to take over from at once
/// @param folder where the stores are kept; what is lost of it is read back from Kafka
public record Keeping(int partitions, short replication, int standbys, Path folder) {
    public static final int DEFAULT_PARTITIONS = 4;
    public static final short BROKERS_REPLICATION = -1;
    public static final int DEFAULT_STANDBYS = 1;

    /// @throws IllegalArgumentException naming the value that can't be
    public Keeping {
        Objects.requireNonNull(folder);
        if (partitions < 1) {
            throw new IllegalArgumentException("expected 1 or more partitions, found " + partitions);
        }
        if (replication < 1 && replication != BROKERS_REPLICATION) {
            throw new IllegalArgumentException("expected a replication of 1 or more, found " + replication);
        }
        if (standbys < 0) {
            throw new IllegalArgumentException("expected 0 or more standbys, found " + standbys);
        }
    }

    public static Keeping in(Path folder) {
        return new Keeping(DEFAULT_PARTITIONS, BROKERS_REPLICATION, DEFAULT_STANDBYS, folder);
    }

    public Keeping withPartitions(int count) {
        return new Keeping(count, replication, standbys, folder);
    }

    public Keeping withStandbys(int count) {
        return new Keeping(partitions, replication, count, folder);
    }
}
