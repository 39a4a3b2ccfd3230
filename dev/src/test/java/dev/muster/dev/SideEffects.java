package dev.muster.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// What agents really did, one line per deed, appended by any number of processes: the witness that Muster's own
/// account is held against.
record SideEffects(Path file) {
    /// @param deed `begun`, `done` or `undone`
    record Deed(String deed, String workflow, String task, int attempt) {
        private String line() {
            return String.join(" ", deed, workflow, task, String.valueOf(attempt)) + "\n";
        }

        private static Deed parse(String line) {
            var words = line.split(" ", -1);
            return new Deed(words[0], words[1], words[2], Integer.parseInt(words[3]));
        }
    }

    void write(Deed deed) {
        try {
            // One short write to a file that is open for appending: whole, whoever else writes.
            Files.writeString(file, deed.line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Deed> all() {
        try {
            return Files.exists(file) ? Files.readAllLines(file).stream().map(Deed::parse) : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Deed> of(String workflow, String deed) {
        return all().filter(line -> line.workflow().equals(workflow) && line.deed().equals(deed)).toList();
    }
}
