package dev.muster.dev.agents;

import dev.muster.worker.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The shops' stock as a workflow has it: files that several of its tasks may change one after the other. Each task
/// keeps, in its own folder, what was there before it, so that undoing the tasks in reverse brings every state back.
final class Books {
    private static final String BEFORE = "before.csv";
    private final OutputFolder output;

    Books(OutputFolder output) {
        this.output = output;
    }

    String name(TaskContext task, String shop) {
        return output.name(book(task, shop));
    }

    /// The book as it was before the first attempt at this task; none if no task had made it.
    Optional<String> before(TaskContext task, String shop) {
        try {
            // An attempt whose report was lost has changed the book already; what it kept is the truth.
            var kept = output.of(task);
            return Files.isDirectory(kept) ? read(kept.resolve(BEFORE)) : read(book(task, shop));
        } catch (IOException e) {
            throw OutputFolder.unwritable(task, e);
        }
    }

    void keep(Draft draft, Optional<String> before) throws IOException {
        if (before.isPresent()) {
            draft.write(BEFORE, before.get());
        }
    }

    /// Changes the book; the task's folder must hold what was there before.
    void replace(TaskContext task, String shop, String text) {
        try {
            write(task, book(task, shop), text);
        } catch (IOException e) {
            output.remove(task);
            throw OutputFolder.unwritable(task, e);
        }
    }

    /// Brings back what was there before the task; succeeds if that was done already.
    void restore(TaskContext task, String shop) {
        try {
            var kept = output.of(task);
            if (Files.isDirectory(kept)) {
                var book = book(task, shop);
                var before = read(kept.resolve(BEFORE));
                if (before.isPresent()) {
                    write(task, book, before.get());
                } else {
                    Files.deleteIfExists(book);
                    Trees.prune(book, output.root());
                }
            }
            output.remove(task);
        } catch (IOException e) {
            throw OutputFolder.unwritable(task, e);
        }
    }

    private Path book(TaskContext task, String shop) {
        return output.shared(task.workflow(), "books").resolve(shop.replace("/", "%2F"));
    }

    /// In one step, by way of the task's own folder, so that nothing else is left by a crash.
    private void write(TaskContext task, Path book, String text) throws IOException {
        var next = output.of(task).resolve("next.csv");
        Files.writeString(next, text);
        Files.createDirectories(output.shared(task.workflow(), "books"));
        Files.move(next, book, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
