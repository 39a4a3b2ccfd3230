package dev.muster.worker;

import dev.muster.common.AgentType;
import dev.muster.worker.lease.IntakeWatch.Backlog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes an agent's tasks through its share group: each record locked to one taker until it is acknowledged.
final class ShareGroupSource implements TaskSource {
    private static final Logger LOG = LoggerFactory.getLogger(ShareGroupSource.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final KafkaShareConsumer<String, byte[]> consumer;
    private final int batch;
    private final IdentityHashMap<Delivery, ConsumerRecord<String, byte[]>> unacknowledged = new IdentityHashMap<>();

    private ShareGroupSource(KafkaShareConsumer<String, byte[]> consumer, int batch) {
        this.consumer = consumer;
        this.batch = batch;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public List<Delivery> poll(Duration atMost) {
        var deliveries = new ArrayList<Delivery>();
        for (var received : consumer.poll(atMost)) {
            var count = received.deliveryCount().orElse((short) 1);
            var delivery = new Delivery(
                    new Delivery.Position(received.topic(), received.partition(), received.offset()),
                    received.key(), received.value(), count);
            unacknowledged.put(delivery, received);
            deliveries.add(delivery);
        }
        return deliveries;
    }

    @Override
    public void acknowledge(Collection<Delivery> accepted, Collection<Delivery> released) {
        accepted.forEach(delivery -> acknowledge(delivery, AcknowledgeType.ACCEPT));
        released.forEach(delivery -> acknowledge(delivery, AcknowledgeType.RELEASE));
        consumer.commitSync(ANSWER_WITHIN).forEach((partition, failure) -> failure.ifPresent(
                // Its records come again, here or elsewhere, under the same idempotency keys.
                refused -> LOG.atWarn().addKeyValue("partition", partition.topicPartition())
                        .addKeyValue("reason", String.valueOf(refused.getMessage()))
                        .log("Acknowledgements were refused")));
    }

    private void acknowledge(Delivery delivery, AcknowledgeType as) {
        var received = unacknowledged.remove(delivery);
        if (received == null) {
            throw new IllegalArgumentException(delivery.position() + " is not unacknowledged");
        }
        consumer.acknowledge(received, as);
    }

    @Override
    public void close() {
        consumer.close(ANSWER_WITHIN);
    }

    /// Opens share consumers of one agent type, and looks at what waits for them.
    static final class Opener implements TaskSource.Factory {
        private final AgentType agent;
        private final String topic;
        private final KafkaClients clients;
        private final Admin admin;
        private final ShareGroupBacklog backlog;

        Opener(AgentType agent, WorkerSettings settings, KafkaClients clients, Admin admin) {
            this.agent = agent;
            this.topic = settings.topics().tasks(agent);
            this.clients = clients;
            this.admin = admin;
            this.backlog = new ShareGroupBacklog(agent, settings.topics(), clients, admin);
        }

        @Override
        public TaskSource open(int batch) {
            var consumer = clients.tasks(agent, batch);
            consumer.subscribe(List.of(topic));
            return new ShareGroupSource(consumer, batch);
        }

        /// The coordinator creates the topic when it hears of the agent, and configures the group before. A consumer
        /// that subscribed earlier would hear of the topic only with one of its next, rare heartbeats.
        @Override
        public boolean isReady() {
            try {
                admin.describeTopics(List.of(topic)).allTopicNames().get(ANSWER_WITHIN.toMillis(),
                        TimeUnit.MILLISECONDS);
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    return false;
                }
                throw new KafkaException("the topic of agent " + agent + " can't be described", e.getCause());
            } catch (TimeoutException e) {
                throw new KafkaException("the topic of agent " + agent + " can't be described", e);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }

        @Override
        public Backlog backlog() {
            return backlog.look();
        }
    }
}
