package dev.muster.dev.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Commands of the operating system.
final class Shell {
    private Shell() {}

    /// @throws IllegalStateException with what it printed, if it fails
    static void run(String... command) {
        var failure = tried(command);
        if (!failure.isEmpty()) {
            throw new IllegalStateException(String.join(" ", command) + ": " + failure);
        }
    }

    /// @return what it printed; some of what it looked at may have gone meanwhile
    static String output(String... command) {
        try {
            var process = new ProcessBuilder(List.of(command)).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return why it failed; empty if it did not
    static String tried(String... command) {
        try {
            var process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : "exit code " + process.exitValue() + ", " + printed;
        } catch (IOException e) {
            return "it is not there";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
