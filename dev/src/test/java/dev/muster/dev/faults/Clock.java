package dev.muster.dev.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The wall clock of a process that was started in its environment, which can jump: by Debian's libfaketime.
/// @param file tells the process by how much its clock is wrong
record Clock(Path file) {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    /// @return why no clock can jump on this machine; empty if it can
    static String obstacle() {
        return LIBRARIES.stream().anyMatch(Files::exists) ? "" : "libfaketime is not installed";
    }

    Map<String, String> environment() {
        jump(Duration.ZERO);
        return LIBRARIES.stream().filter(Files::exists).findFirst()
                .map(library -> Map.of("LD_PRELOAD", library.toString(), "FAKETIME_TIMESTAMP_FILE",
                        file.toString(), "FAKETIME_NO_CACHE", "1", "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        // Else the JVM's timed waits never end.
                        "FAKETIME_FORCE_MONOTONIC_FIX", "0"))
                .orElse(Map.of());
    }

    /// @param offset from the true time
    void jump(Duration offset) {
        try {
            Files.writeString(file, (offset.isNegative() ? "" : "+") + offset.toSeconds() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
