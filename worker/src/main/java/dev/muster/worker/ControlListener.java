package dev.muster.worker;

import dev.muster.common.wire.ControlRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what coordinators tell all workers, from the moment when the worker starts. Runs on a thread of its own.
final class ControlListener implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlListener.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String topic;
    private final KafkaClients clients;
    private final Consumer<ControlRecord> onHeard;
    private final CountDownLatch listening = new CountDownLatch(1);
    private volatile boolean isStopped;

    ControlListener(String topic, KafkaClients clients, Consumer<ControlRecord> onHeard) {
        this.topic = topic;
        this.clients = clients;
        this.onHeard = onHeard;
    }

    /// Waits until nothing that is said from now on is missed; a task that is taken earlier could miss its own.
    boolean awaitListening(Duration atMost) throws InterruptedException {
        return listening.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        isStopped = true;
    }

    @Override
    public void run() {
        try (var consumer = clients.control()) {
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
                    listening.countDown();
                    consumer.poll(PAUSE).forEach(received -> hear(received.value()));
                } catch (WakeupException | InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    LOG.atWarn().addKeyValue("topic", topic)
                            .addKeyValue("reason", String.valueOf(e.getMessage()))
                            .log("Control records can't be heard; trying again");
                    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean assign(org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer,
            boolean isLate) {
        var known = consumer.partitionsFor(topic, Duration.ofSeconds(5));
        List<TopicPartition> partitions = known == null
                ? List.of()
                : known.stream().map(one -> new TopicPartition(one.topic(), one.partition())).toList();
        if (partitions.isEmpty()) {
            return false;
        }
        consumer.assign(partitions);
        if (isLate) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        // Seeking is lazy; this makes it happen now.
        partitions.forEach(consumer::position);
        return true;
    }

    private void hear(byte[] value) {
        try {
            onHeard.accept(WireFormat.read(ControlRecord.class, value));
        } catch (UnreadableRecordException e) {
            // Every worker reads it, so none makes it a dead letter; a newer fleet may well say more than this one
            // understands.
            LOG.atWarn().addKeyValue("topic", topic).addKeyValue("reason", String.valueOf(e.getMessage()))
                    .log("A control record can't be read and is passed over");
        }
    }
}
