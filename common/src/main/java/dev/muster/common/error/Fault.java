package dev.muster.common.error;

import java.util.Objects;

/// One thing that is wrong with a document, and where.
/// @param path a JSON Pointer (RFC 6901) to the fault, such as `/tasks/website/dependsOn/0`; empty for the whole
public record Fault(String path, String message) {
    public Fault {
        Objects.requireNonNull(path);
        Objects.requireNonNull(message);
    }
}
