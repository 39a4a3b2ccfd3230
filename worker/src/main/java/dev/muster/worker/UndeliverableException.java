package dev.muster.worker;

/// A record could not be made durable, and trying again would not help or is no longer possible.
final class UndeliverableException extends Exception {
    UndeliverableException(String message, Throwable cause) {
        super(message, cause);
    }
}
