package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far those who read Muster's topics are behind, when that was looked at last.
/// @param sampledAt when that was; absent if it was not yet
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LagView(@Nullable Instant sampledAt, List<Group> groups) {
    public static final LagView NONE = new LagView(null, List.of());

    public LagView {
        groups = List.copyOf(groups);
    }

    /// Readers that share what they read.
    /// @param kind `share` for the workers of an agent type, `consumer` for the coordinators
    /// @param agent whose workers they are; absent for coordinators
    /// @param lag of all its partitions
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Group(String group, String kind, @Nullable String agent, long lag,
            List<Partition> partitions) {
        public Group {
            partitions = List.copyOf(partitions);
        }

        public static Group ofWorkers(String group, String agent, List<Partition> partitions) {
            return new Group(group, "share", agent, sum(partitions), partitions);
        }

        public static Group ofCoordinators(String group, List<Partition> partitions) {
            return new Group(group, "consumer", null, sum(partitions), partitions);
        }

        private static long sum(List<Partition> partitions) {
            return partitions.stream().mapToLong(Partition::lag).sum();
        }
    }

    /// @param end where the next record will stand
    /// @param position up to which all was read for good; absent if nothing ever was
    /// @param lag records from there that were not; markers of transactions count
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Partition(String topic, int partition, long end, @Nullable Long position, long lag) {}
}
