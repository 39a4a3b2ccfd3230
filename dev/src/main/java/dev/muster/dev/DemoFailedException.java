package dev.muster.dev;

/// The demo did not go as it must. The message may be shown as it is.
final class DemoFailedException extends RuntimeException {
    DemoFailedException(String message) {
        super(message);
    }
}
