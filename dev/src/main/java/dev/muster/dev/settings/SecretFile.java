package dev.muster.dev.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A value that stands in a file of its own, as Kubernetes and Docker hand secrets out.
final class SecretFile {
    private SecretFile() {}

    /// @param setting whose value it is, for the message
    /// @return its content, without the end of its last line
    /// @throws IllegalArgumentException if it can't be read
    static String read(String setting, String file) {
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    setting + " is said to be in " + file + ", expected a file of text that can be read", e);
        }
    }
}
