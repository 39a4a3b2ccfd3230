package dev.muster.coordinator.streams;

import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of the streams when one of their threads ends by an exception. Thread-safe.
final class StreamFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StreamFailures.class);

    private final Vitals vitals;

    StreamFailures(Vitals vitals) {
        this.vitals = vitals;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (isGivenUp(failure)) {
            LOG.atWarn().log("a transaction was given up, and is begun anew");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        vitals.failed("streams", failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /// By the broker, because it took too long, or by the producer, because Kafka was away. Nothing of such a transaction counts, and
    /// another thread begins where the one before it began, as after any other fencing. Kafka Streams does so by itself for most
    /// errors, but not for these.
    private static boolean isGivenUp(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidTxnStateException || cause instanceof TransactionAbortableException
                    || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
