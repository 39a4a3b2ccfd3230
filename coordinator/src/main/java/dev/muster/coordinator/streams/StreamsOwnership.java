package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.port.Address;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;

/// As the streams of all coordinators agreed on it at their latest assignment. Thread-safe.
final class StreamsOwnership implements Ownership {
    private final Instance instance;
    private final RowStores stores;
    private final String commands;

    /// @param commands the topic by whose partitions the rows are divided
    StreamsOwnership(Instance instance, RowStores stores, String commands) {
        this.instance = instance;
        this.stores = stores;
        this.commands = commands;
    }

    @Override
    public int partitions() {
        return stores.partitions();
    }

    @Override
    public int partitionOf(WorkflowId id) {
        return stores.partitionOf(id);
    }

    @Override
    public Owner ownerOf(int partition) {
        if (stores.isOpen(partition)) {
            return new Owner.Here();
        }
        var wanted = new TopicPartition(commands, partition);
        for (var member : members()) {
            // This coordinator is the owner to be, and still opens it.
            if (member.topicPartitions().contains(wanted) && isOther(member)) {
                return new Owner.There(address(member));
            }
        }
        return new Owner.Nobody();
    }

    @Override
    public List<Address> others() {
        return members().stream().filter(this::isOther).map(StreamsOwnership::address).toList();
    }

    private Collection<StreamsMetadata> members() {
        return instance.ask(KafkaStreams::metadataForAllStreamsClients);
    }

    /// One that serves no API has no port.
    private boolean isOther(StreamsMetadata member) {
        return member.port() > 0 && !instance.isAt(address(member));
    }

    private static Address address(StreamsMetadata member) {
        return new Address(member.host(), member.port());
    }
}
