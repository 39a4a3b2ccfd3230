package dev.muster.worker;

import dev.muster.common.AgentType;
import dev.muster.worker.lease.IntakeWatch.Backlog;
import dev.muster.worker.lease.PollGate;
import java.time.Duration;
import java.time.InstantSource;
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
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes an agent's tasks through its share group: each record locked to one taker until it is acknowledged.
final class ShareGroupSource implements TaskSource {
    private static final Logger LOG = LoggerFactory.getLogger(ShareGroupSource.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    /// A broker holds back its response for half a second (`fetch.max.wait.ms`) unless told otherwise.
    private static final Duration RESPONSE_WITHIN = Duration.ofSeconds(1);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(5);
    private static final String FETCH_METRICS = "consumer-share-fetch-manager-metrics";

    private final KafkaShareConsumer<String, byte[]> consumer;
    private final int batch;
    private final Metric responses;
    private final InstantSource clock = new MonotonicClock();
    private final PollGate gate = new PollGate(RESPONSE_WITHIN);
    private final IdentityHashMap<Delivery, ConsumerRecord<String, byte[]>> unacknowledged = new IdentityHashMap<>();

    private ShareGroupSource(KafkaShareConsumer<String, byte[]> consumer, int batch) {
        this.consumer = consumer;
        this.batch = batch;
        this.responses = metric(consumer, "fetch-total");
    }

    private static Metric metric(KafkaShareConsumer<?, ?> consumer, String name) {
        return consumer.metrics().entrySet().stream()
                .filter(one -> one.getKey().group().equals(FETCH_METRICS) && one.getKey().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Kafka's client has no metric " + name + " of "
                        + FETCH_METRICS))
                .getValue();
    }

    @Override
    public int batch() {
        return batch;
    }

    /// Waits up to twice as long: for the response to what it asked for before, and for the one to what it asks now.
    @Override
    public List<Delivery> poll(Duration atMost) {
        if (!awaitGate(atMost)) {
            return List.of();
        }
        var responsesBefore = responses();
        var polled = consumer.poll(atMost);
        gate.polled(responsesBefore, polled.isEmpty(), clock.instant());
        return deliveries(polled);
    }

    /// The client tells nobody of a response, so its counter is looked at. Every response counts, also one that brings
    /// nothing, and one to an acknowledgement: after those a poll may begin too early, which is harmless most of the time.
    private boolean awaitGate(Duration atMost) {
        var end = clock.instant().plus(atMost);
        while (!gate.isOpen(responses(), clock.instant())) {
            if (!clock.instant().isBefore(end)) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(LOOK_INTERVAL.toNanos());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
        return true;
    }

    private double responses() {
        return (Double) responses.metricValue();
    }

    private List<Delivery> deliveries(ConsumerRecords<String, byte[]> polled) {
        var deliveries = new ArrayList<Delivery>();
        for (var received : polled) {
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
