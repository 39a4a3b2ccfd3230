package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;

/// Whether Kafka still counts this coordinator's stream threads among their group. It gives a partition to another member only
/// when the one that had it has left or is given up, so what a store held was the latest if its thread is a member after it
/// was read. A coordinator that was cut off or frozen finds out by itself only a moment after it is back. Thread-safe.
final class Membership {
    private static final int TOLD_WITHIN_MILLIS = 2_000;

    private final Admin admin;
    private final String group;
    private final Map<Thread, String> members = new ConcurrentHashMap<>();

    Membership(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /// The thread that calls is this member of the group.
    void joined(String id) {
        if (!id.equals(members.get(Thread.currentThread()))) {
            members.put(Thread.currentThread(), id);
        }
    }

    /// The members that this coordinator's threads are, as far as is known here: to be had before a store is read.
    Set<String> presumed() {
        members.keySet().removeIf(thread -> !thread.isAlive());
        return Set.copyOf(members.values());
    }

    /// @throws NotReadyException if one of them is no member any more, or Kafka does not say
    void confirm(Set<String> presumed) {
        if (presumed.isEmpty() || !told().containsAll(presumed)) {
            throw new NotReadyException("a part of the workflows has moved to another coordinator");
        }
    }

    private Set<String> told() {
        var options = new DescribeConsumerGroupsOptions().timeoutMs(TOLD_WITHIN_MILLIS);
        try {
            return admin.describeConsumerGroups(List.of(group), options).all().get().values().stream()
                    .flatMap(described -> described.members().stream()).map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        } catch (ExecutionException e) {
            throw new NotReadyException(
                    "Kafka does not say whether a part of the workflows has moved to another coordinator");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("the coordinator is stopping");
        }
    }
}
