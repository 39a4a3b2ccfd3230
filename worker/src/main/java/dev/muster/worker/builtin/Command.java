package dev.muster.worker.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// One run of a command, with its streams pumped by threads of their own. Owned by the thread that started it;
/// closing it kills whatever of its process tree is left.
final class Command implements AutoCloseable {
    private static final Duration POLITE = Duration.ofSeconds(2);
    private static final int ERROR_TAIL = 4_096;

    private final Process process;
    private final CompletableFuture<String> output;
    private final CompletableFuture<String> errors;

    private Command(Process process) {
        this.process = process;
        this.output = pump("stdout", () -> Answer.readBounded(process.getInputStream()));
        this.errors = pump("stderr", () -> lastLine(process.getErrorStream()));
        // What can't be reported must not keep the command waiting for a reader either.
        var _ = output.whenComplete((_, failure) -> {
            if (failure != null) {
                kill();
            }
        });
    }

    static Command start(String command, Map<String, String> environment, byte[] input) throws IOException {
        var builder = new ProcessBuilder("/bin/sh", "-c", command);
        builder.environment().putAll(environment);
        var started = new Command(builder.start());
        started.feed(input);
        return started;
    }

    /// A command may end, or close its input, without having read it all.
    private void feed(byte[] input) {
        Thread.ofVirtual().name("muster-exec-stdin").start(() -> {
            try (var stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException e) {
                // Its exit says whether that was a fault.
            }
        });
    }

    /// @return its exit status
    int await() throws InterruptedException {
        return process.waitFor();
    }

    /// What it wrote, when it has ended. A grandchild that keeps the stream open is not waited for.
    /// @throws dev.muster.common.error.TaskExecutionException `output_too_large` if it wrote too much
    String output() throws IOException, InterruptedException {
        return drained(output);
    }

    String lastErrorLine() throws IOException, InterruptedException {
        return drained(errors);
    }

    private static String drained(CompletableFuture<String> stream)
            throws IOException, InterruptedException {
        try {
            return stream.get(POLITE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "";
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UncheckedIOException broken -> throw broken.getCause();
                case RuntimeException told -> throw told;
                case null, default -> throw new CompletionException(e.getCause());
            }
        }
    }

    private void kill() {
        // The children are named before anything dies: once the parent is gone they can't be found any more.
        var tree = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        tree.forEach(ProcessHandle::destroy);
        var all = CompletableFuture
                .allOf(tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
        var _ = all.orTimeout(POLITE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> tree.forEach(ProcessHandle::destroyForcibly));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    /// Something that reads a stream to its end.
    @FunctionalInterface
    private interface Reading {
        String read() throws IOException;
    }

    private static CompletableFuture<String> pump(String name, Reading reading) {
        var read = new CompletableFuture<String>();
        Thread.ofVirtual().name("muster-exec-" + name).start(() -> {
            try {
                read.complete(reading.read());
            } catch (IOException e) {
                read.completeExceptionally(new UncheckedIOException(e));
            } catch (RuntimeException e) {
                read.completeExceptionally(e);
            }
        });
        return read;
    }

    private static String lastLine(InputStream stream) throws IOException {
        var tail = new StringBuilder();
        var buffer = new byte[ERROR_TAIL];
        for (var count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            tail.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            tail.delete(0, Math.max(0, tail.length() - ERROR_TAIL));
        }
        return tail.toString().lines().map(String::strip).filter(line -> !line.isEmpty())
                .reduce("", (_, later) -> later);
    }
}
