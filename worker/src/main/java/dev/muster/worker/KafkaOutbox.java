package dev.muster.worker;

import dev.muster.common.Topics;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends reports and dead letters, again and again until they are durable or the worker is closed. Thread-safe.
final class KafkaOutbox implements Outbox, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaOutbox.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Producer<String, byte[]> producer;
    private final Topics topics;
    private volatile boolean isClosed;

    KafkaOutbox(Producer<String, byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    @Override
    public void report(String workflow, ReportRecord report) throws UndeliverableException {
        deliver(new ProducerRecord<>(topics.reports(), workflow, WireFormat.bytes(report)));
    }

    @Override
    public void progress(String workflow, ReportRecord.Progress progress) {
        try {
            var _ = producer
                    .send(new ProducerRecord<>(topics.reports(), workflow, WireFormat.bytes(progress)));
        } catch (KafkaException | IllegalStateException e) {
            LOG.atDebug().setCause(e).addKeyValue("workflow", workflow).log("A progress was not sent");
        }
    }

    @Override
    public void deadLetter(Delivery delivery, String reason) throws UndeliverableException {
        var letter = new ProducerRecord<>(topics.deadLetters(), delivery.key(), delivery.value());
        header(letter, "reason", reason);
        header(letter, "topic", delivery.position().topic());
        header(letter, "partition", String.valueOf(delivery.position().partition()));
        header(letter, "offset", String.valueOf(delivery.position().offset()));
        deliver(letter);
    }

    private static void header(ProducerRecord<?, ?> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void deliver(ProducerRecord<String, byte[]> message) throws UndeliverableException {
        while (true) {
            try {
                producer.send(message).get();
                return;
            } catch (ExecutionException e) {
                if (isClosed || !(e.getCause() instanceof RetriableException)) {
                    throw new UndeliverableException("a record for " + message.topic() + " was refused", e);
                }
                LOG.atWarn().addKeyValue("topic", message.topic())
                        .addKeyValue("reason", e.getCause().getMessage())
                        .log("A record is not durable yet and is sent again");
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UndeliverableException("interrupted before a record was durable", e);
            } catch (InterruptException | IllegalStateException e) {
                throw new UndeliverableException("closed before a record was durable", e);
            } catch (KafkaException e) {
                throw new UndeliverableException("a record for " + message.topic() + " was refused", e);
            }
        }
    }

    private static void pause() throws UndeliverableException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndeliverableException("interrupted before a record was durable", e);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        producer.close(Duration.ofSeconds(5));
    }
}
