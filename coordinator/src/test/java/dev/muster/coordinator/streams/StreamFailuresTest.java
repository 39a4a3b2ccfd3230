package dev.muster.coordinator.streams;

import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StreamFailuresTest {
    private final Vitals vitals = new Vitals();
    private final StreamFailures failures = new StreamFailures(vitals);

    @Test
    void aTransactionThatTheBrokerGaveUpIsBegunAnew() {
        var response = failures.handle(
                new StreamsException("commit", new InvalidTxnStateException("it was aborted")));

        assertThat(response).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(vitals.failedPart()).isEmpty();
    }

    @Test
    void aTransactionThatTheProducerGaveUpBecauseKafkaWasAwayIsBegunAnew() {
        var response = failures.handle(new StreamsException("commit", new TransactionAbortableException(
                "it was aborted after exhausting retries", new TimeoutException("no metadata"))));

        assertThat(response).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(vitals.failedPart()).isEmpty();
    }

    @Test
    void anythingElseStopsTheCoordinator() {
        var response = failures.handle(new StreamsException("a bug"));

        assertThat(response).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(vitals.failedPart()).hasValue("streams");
    }
}
