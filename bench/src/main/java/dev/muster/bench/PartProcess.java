package dev.muster.bench;

import dev.muster.bench.part.Part;
import dev.muster.cli.CommandFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A process of the fleet that is measured, spoken to by lines. It ends with this one, however that ends. One thread.
final class PartProcess implements AutoCloseable {
    /// What every process of Muster needs: RocksDB is native code, and two libraries still use Unsafe.
    private static final List<String> NEEDED = List.of("--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    private static final int SHOWN = 20;

    private final String name;
    private final Process process;
    private final Path log;
    private final BufferedReader answers;

    private PartProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// @param folder where its log goes
    static PartProcess start(String name, Path folder, List<String> flags, Class<?> main,
            List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(NEEDED);
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        var log = folder.resolve(name + ".log");
        try {
            return new PartProcess(name, new ProcessBuilder(command).redirectError(log.toFile()).start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException("the process " + name + " can't be started", e);
        }
    }

    /// @return the address that it listens on
    String awaitReady() {
        for (var line = line(); line != null; line = line()) {
            if (line.startsWith(Part.READY)) {
                return line.substring(Part.READY.length());
            }
        }
        throw ended();
    }

    /// @return its answer
    String ask(String what) {
        tell(what);
        return answer();
    }

    /// Asks without waiting for the answer.
    void tell(String what) {
        try {
            var words = process.outputWriter(StandardCharsets.UTF_8);
            words.write(what);
            words.newLine();
            words.flush();
        } catch (IOException e) {
            throw ended();
        }
    }

    /// Waits for the answer to what was told.
    String answer() {
        var line = line();
        if (line == null) {
            throw ended();
        }
        return line;
    }

    private @Nullable String line() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            return null;
        }
    }

    private CommandFailedException ended() {
        return CommandFailedException.of(1,
                "the process " + name + " has ended, expected it to live; its log ends with:\n" + logEnd());
    }

    private String logEnd() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
        } catch (IOException e) {
            return "(it can't be read)";
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Has it end in good order, and waits until it has.
    void stop() {
        tell(Part.STOP);
        process.onExit().join();
    }

    /// Ends it at once: nothing of it is to be kept.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
