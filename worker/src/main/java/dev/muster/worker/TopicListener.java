package dev.muster.worker;

import dev.muster.common.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a topic that is meant for all workers, in no group: what coordinators say from the worker's start on, or a table
/// from its beginning. Runs on a thread of its own.
final class TopicListener implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicListener.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String topic;
    private final Start start;
    private final KafkaClients clients;
    private final Hearing hearing;
    // Owned by the thread.
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private volatile boolean isStopped;

    /// Where to begin.
    enum Start {
        /// With what is said from now on.
        END,
        /// With all that stands there.
        BEGINNING
    }

    /// Takes in one record.
    @FunctionalInterface
    interface Hearing {
        void hear(@Nullable String key, byte @Nullable [] value) throws UnreadableRecordException;
    }

    TopicListener(String topic, Start start, KafkaClients clients, Hearing hearing) {
        this.topic = topic;
        this.start = start;
        this.clients = clients;
        this.hearing = hearing;
    }

    /// Waits until nothing that is said from now on is missed, and all that stood there from the beginning was heard; a
    /// task that is taken earlier could miss its own.
    boolean awaitListening(Duration atMost) throws InterruptedException {
        return listening.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        isStopped = true;
    }

    @Override
    public void run() {
        try (var consumer = clients.listening(topic)) {
            var isLate = false;
            while (!isStopped) {
                try {
                    if (consumer.assignment().isEmpty() && !assign(consumer, isLate)) {
                        // There is no such topic yet, so there is nothing to miss but what will stand in it.
                        isLate = true;
                        listening.countDown();
                        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                        continue;
                    }
                    if (hasCaughtUp(consumer)) {
                        listening.countDown();
                    }
                    consumer.poll(PAUSE).forEach(received -> hear(received.key(), received.value()));
                } catch (WakeupException | InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    LOG.atWarn().addKeyValue("topic", topic)
                            .addKeyValue("reason", String.valueOf(e.getMessage()))
                            .log("A topic for all workers can't be read; trying again");
                    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean assign(Consumer<String, byte[]> consumer,
            boolean isLate) {
        var known = consumer.partitionsFor(topic, Duration.ofSeconds(5));
        List<TopicPartition> partitions = known == null
                ? List.of()
                : known.stream().map(one -> new TopicPartition(one.topic(), one.partition())).toList();
        if (partitions.isEmpty()) {
            return false;
        }
        consumer.assign(partitions);
        if (isLate || start == Start.BEGINNING) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        if (start == Start.BEGINNING) {
            ends.putAll(consumer.endOffsets(partitions));
        }
        // Seeking is lazy; this makes it happen now.
        partitions.forEach(consumer::position);
        return true;
    }

    private boolean hasCaughtUp(Consumer<String, byte[]> consumer) {
        return listening.getCount() == 0 || ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void hear(@Nullable String key, byte @Nullable [] value) {
        try {
            hearing.hear(key, value);
        } catch (UnreadableRecordException e) {
            // Every worker reads it, so none makes it a dead letter; a newer fleet may well say more than this one
            // understands.
            LOG.atWarn().addKeyValue("topic", topic).addKeyValue("reason", String.valueOf(e.getMessage()))
                    .log("A record for all workers can't be read and is passed over");
        }
    }
}
