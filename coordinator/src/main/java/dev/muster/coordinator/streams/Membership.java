package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.jspecify.annotations.Nullable;

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

    /// What a look at a store finds. If it is nothing, then there is nothing in any other coordinator's store either.
    /// @throws NotReadyException if one of this coordinator's threads was no member any more after it, or Kafka does not say
    <T> @Nullable T surely(Supplier<@Nullable T> look) {
        // As they are known before the look: a thread that has joined anew since is another member.
        members.keySet().removeIf(thread -> !thread.isAlive());
        var presumed = Set.copyOf(members.values());
        var found = look.get();
        if (found == null && (presumed.isEmpty() || !told().containsAll(presumed))) {
            throw new NotReadyException("a part of the workflows has moved to another coordinator");
        }
        return found;
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
