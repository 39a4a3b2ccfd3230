package dev.muster.coordinator.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a fleet's state is kept.
/// @param partitions of the topics that are keyed by workflow; can't be changed once they exist
/// @param replication of topics that are created; -1 for the brokers' default
/// @param standbys how many other coordinators keep a copy of each partition's stores, to take over from at once
/// @param folder where the stores are kept; what is lost of it is read back from Kafka
/// @param ended how long workflows are kept after their end; for ever if null
public record Keeping(int partitions, short replication, int standbys, Path folder,
        @Nullable Duration ended) {
    public static final int DEFAULT_PARTITIONS = 4;
    public static final short BROKERS_REPLICATION = -1;
    public static final int DEFAULT_STANDBYS = 1;
    public static final Duration DEFAULT_ENDED = Duration.ofDays(7);

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
        if (ended != null && ended.isNegative()) {
            throw new IllegalArgumentException(
                    "expected ended workflows to be kept for 0 s or longer, found " + ended);
        }
    }

    public static Keeping in(Path folder) {
        return new Keeping(DEFAULT_PARTITIONS, BROKERS_REPLICATION, DEFAULT_STANDBYS, folder,
                DEFAULT_ENDED);
    }

    public Keeping withPartitions(int count) {
        return new Keeping(count, replication, standbys, folder, ended);
    }

    public Keeping withStandbys(int count) {
        return new Keeping(partitions, replication, count, folder, ended);
    }

    /// @param copies of topics that are created; -1 for the brokers' default
    public Keeping withReplication(short copies) {
        return new Keeping(partitions, copies, standbys, folder, ended);
    }

    /// @param duration after their end; for ever if null
    public Keeping withEnded(@Nullable Duration duration) {
        return new Keeping(partitions, replication, standbys, folder, duration);
    }
}
