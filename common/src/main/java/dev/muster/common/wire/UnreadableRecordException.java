package dev.muster.common.wire;

/// A record's value is not what its topic carries. The message says why, and quotes none of it.
public final class UnreadableRecordException extends Exception {
    UnreadableRecordException(String message) {
        super(message);
    }
}
