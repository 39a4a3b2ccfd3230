package dev.muster.coordinator.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a file says, read again within a second of its change, so that nothing has to be restarted. A file that can't be read
/// or is wrong leaves what was before, loudly: a slip in an editor should shut nobody out, or let nobody in. Thread-safe.
/// @param <T> what is made of it
final class WatchedFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
    private static final long EVERY = Duration.ofSeconds(1).toNanos();

    private final Path path;
    private final Function<String, T> parser;
    private final LongSupplier nanos;
    private final AtomicLong next;
    private volatile State<T> state;

    /// @param fault of the last look; empty if there was none
    private record State<T>(String text, T value, String fault) {}

    /// @param parser throws IllegalArgumentException, saying what was expected, if the text is wrong
    /// @throws IllegalArgumentException if the file can't be read, or is wrong
    WatchedFile(Path path, Function<String, T> parser, LongSupplier nanos) {
        this.path = path;
        this.parser = parser;
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong() + EVERY);
        try {
            var text = Files.readString(path);
            state = new State<>(text, parser.apply(text), "");
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " can't be read, expected a file of text", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    T now() {
        var due = next.get();
        var now = nanos.getAsLong();
        if (now - due >= 0 && next.compareAndSet(due, now + EVERY)) {
            state = look(state);
        }
        return state.value();
    }

    private State<T> look(State<T> before) {
        try {
            var text = Files.readString(path);
            if (text.equals(before.text()) && before.fault().isEmpty()) {
                return before;
            }
            var after = new State<>(text, parser.apply(text), "");
            LOG.atInfo().addKeyValue("file", path).log("file read again");
            return after;
        } catch (IOException e) {
            return faulty(before, "it can't be read");
        } catch (IllegalArgumentException e) {
            return faulty(before, String.valueOf(e.getMessage()));
        }
    }

    private State<T> faulty(State<T> before, String fault) {
        if (!fault.equals(before.fault())) {
            LOG.atError().addKeyValue("file", path).addKeyValue("fault", fault)
                    .log("file is wrong, what it said before still holds");
        }
        return new State<>(before.text(), before.value(), fault);
    }
}
