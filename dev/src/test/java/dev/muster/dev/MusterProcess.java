package dev.muster.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/// A part of Muster in a process of its own, which can be killed. What it prints goes to a file.
public final class MusterProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofMinutes(1);

    private final Process process;
    private final Path output;

    private MusterProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// @param output where what it prints is kept, to be seen when a test fails
    public static MusterProcess start(Path output, Class<?> main, String... arguments) {
        return start(output, new Surroundings(List.of(), Map.of()), main, arguments);
    }

    /// What a process is started in.
    /// @param before the command that starts the JVM's, such as one that enters a network namespace
    /// @param environment beside what is inherited
    public record Surroundings(List<String> before, Map<String, String> environment) {}

    public static MusterProcess start(Path output, Surroundings surroundings, Class<?> main,
            String... arguments) {
        var command = new ArrayList<>(surroundings.before());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx512m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(surroundings.environment());
            var process = builder.start();
            // However a test ends, it leaves none behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new MusterProcess(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it has printed a line in which the pattern is found.
    public MatchResult awaitLine(String pattern) {
        var matcher = Pattern.compile(pattern).matcher("");
        Awaitility.await("a line with " + pattern + " in " + output).atMost(START)
                .pollInterval(Duration.ofMillis(50)).until(() -> {
                    assertThat(process.isAlive()).as(() -> "the process lives; it printed:\n" + printed())
                            .isTrue();
                    return matcher.reset(printed()).find();
                });
        return matcher.toMatchResult();
    }

    public String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends it at once, as `kill -9` does, and waits until it is gone.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /// Asks it to stop in good order, as `kill` does.
    /// @return its exit code
    public int stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)).as("stopped within " + STOP).isTrue();
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
