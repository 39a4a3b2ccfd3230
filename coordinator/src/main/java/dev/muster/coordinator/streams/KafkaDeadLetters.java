package dev.muster.coordinator.streams;

import dev.muster.common.Topics;
import dev.muster.common.error.ConflictException;
import dev.muster.common.error.NotReadyException;
import dev.muster.common.error.UnknownDeadLetterException;
import dev.muster.coordinator.port.DeadLetterFilter;
import dev.muster.coordinator.port.DeadLetterId;
import dev.muster.coordinator.port.DeadLetterPage;
import dev.muster.coordinator.port.DeadLetterView;
import dev.muster.coordinator.port.DeadLetterView.State;
import dev.muster.coordinator.port.DeadLetters;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Reads dead letters where they stand, and settles each once in the whole fleet: see decision 20. Thread-safe.
final class KafkaDeadLetters implements DeadLetters, AutoCloseable {
    private static final int ATTEMPTS = 10;
    private static final long PAUSE_MILLIS = 1_000;

    private final ClientSettings settings;
    private final Topics topics;
    private final DeadLetterLog log;

    KafkaDeadLetters(ClientSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
        this.log = new DeadLetterLog(settings, topics.deadLetters());
    }

    @Override
    public DeadLetterPage list(DeadLetterFilter filter) {
        return log.page(filter);
    }

    @Override
    public Optional<DeadLetterView> find(DeadLetterId id) {
        return Optional.ofNullable(log.find(id));
    }

    @Override
    public DeadLetterView replay(DeadLetterId id) {
        return settle(id, State.REPLAYED);
    }

    @Override
    public DeadLetterView discard(DeadLetterId id) {
        return settle(id, State.DISCARDED);
    }

    /// One at a time here, so that only other coordinators take the turn away.
    private synchronized DeadLetterView settle(DeadLetterId id, State as) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            // What is unknown, or was settled, takes nobody's turn away.
            var seen = find(id).orElseThrow(() -> unknown(id));
            if (isSettled(seen, as)) {
                return seen;
            }
            try (var producer = producer(id)) {
                return settle(id, as, producer);
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                // Somebody else came after us and has the turn. Whoever came again at once would take it from him.
                Threads.pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS)));
            } catch (RetriableException e) {
                throw new NotReadyException("Kafka does not answer; the letter may still be settled");
            }
        }
        throw new NotReadyException("others settle letters all the time, expected a moment without");
    }

    /// To have begun keeps everybody else from ending what he began before, so nothing comes between the look and the commit.
    private DeadLetterView settle(DeadLetterId id, State as,
            KafkaProducer<byte @Nullable [], byte @Nullable []> producer) {
        producer.initTransactions();
        var letter = log.latest(id);
        if (letter == null) {
            throw unknown(id);
        }
        if (isSettled(letter.view(), as)) {
            return letter.view();
        }
        var back = as == State.REPLAYED ? back(letter) : null;
        producer.beginTransaction();
        if (back != null) {
            var _ = producer.send(back);
        }
        var _ = producer.send(new Settlement(id.offset(), as).record(topics.deadLetters(), id));
        producer.commitTransaction();
        log.settled(id, as);
        return find(id).orElseThrow(() -> unknown(id));
    }

    /// @throws ConflictException if it was settled otherwise
    private static boolean isSettled(DeadLetterView letter, State as) {
        if (letter.state() != State.OPEN && letter.state() != as) {
            throw new ConflictException("dead letter " + letter.id() + " is " + letter.state()
                    + ", expected one that is OPEN");
        }
        return letter.state() == as;
    }

    /// Its partition is that of its key, as it was or should have been.
    private ProducerRecord<byte @Nullable [], byte @Nullable []> back(DeadLetterLog.Letter letter) {
        var from = letter.view().from();
        if (from == null || !takesBack(from.topic())) {
            throw new ConflictException(
                    "dead letter " + letter.view().id() + " can't be put back, expected one from "
                            + "the topics of commands, reports, tasks or workers of this fleet");
        }
        return new ProducerRecord<>(from.topic(), letter.record().key(), letter.record().value());
    }

    /// Not the tables: what stands there is the latest of its key, and an old entry would take the place of a newer one. Not the
    /// gates: what is set of an agent is such an entry too, and only an admin may set it.
    private boolean takesBack(String topic) {
        return topic.equals(topics.commands()) || topic.equals(topics.reports())
                || topic.equals(topics.workers())
                || topic.startsWith(topics.prefix() + "tasks.");
    }

    /// One at a time in the whole fleet and for each partition of letters.
    private KafkaProducer<byte @Nullable [], byte @Nullable []> producer(DeadLetterId id) {
        var config = settings.producer("settling");
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                settings.application() + "-settling-" + id.partition());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static UnknownDeadLetterException unknown(DeadLetterId id) {
        return new UnknownDeadLetterException("there is no dead letter '" + id
                + "', expected the id of one of the latest " + DeadLetterLog.MOST);
    }

    @Override
    public void close() {
        log.close();
    }
}
