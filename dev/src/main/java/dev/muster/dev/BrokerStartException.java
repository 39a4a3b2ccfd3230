package dev.muster.dev;

/// The embedded broker can't start: a port is taken, or its data can't be read. The message may be shown as it is.
public final class BrokerStartException extends RuntimeException {
    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
