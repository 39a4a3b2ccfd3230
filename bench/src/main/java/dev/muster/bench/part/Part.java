package dev.muster.bench.part;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// One process of a fleet that is measured. It answers each line on its standard input with one on its standard output:
///
///     figures      what it counts, as a JSON object
///     record       starts a flight recording
///     save FILE    ends the recording and writes it
///
/// but for `stop`, at which it ends in good order. When its input ends, so does it, at once: whoever started it is gone, and nothing
/// of it is to be kept.
/// One thread.
public final class Part {
    public static final String FIGURES = "figures";
    public static final String RECORD = "record";
    public static final String SAVE = "save ";
    public static final String STOP = "stop";
    /// What the first line begins with; the address that the part listens on follows, if it has one.
    public static final String READY = "ready ";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SAMPLED_EVERY = Duration.ofMillis(10);

    private final Supplier<Map<String, Object>> figures;
    private @Nullable Recording recording;

    private Part(Supplier<Map<String, Object>> figures) {
        this.figures = figures;
    }

    /// Says that it is ready and answers until it is to stop. Does not return if its input ends.
    static void serve(String address, Supplier<Map<String, Object>> figures) {
        var part = new Part(figures);
        System.out.println(READY + address);
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(STOP)) {
                    return;
                }
                System.out.println(part.answer(line));
            }
        } catch (IOException e) {
            System.err.println("muster: the input of a measured process can't be read: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    private String answer(String line) throws IOException {
        if (line.equals(FIGURES)) {
            return JSON.writeValueAsString(figures.get());
        }
        if (line.equals(RECORD)) {
            recording = startRecording();
            return "recording";
        }
        if (line.startsWith(SAVE) && recording != null) {
            recording.stop();
            recording.dump(Path.of(line.substring(SAVE.length())));
            recording.close();
            return "saved";
        }
        throw new IllegalArgumentException("expected a line that a part knows, found: " + line);
    }

    /// Samples of threads that use a processor, whether in Java or in native code, beside what JFR's own profile has.
    public static Recording startRecording() throws IOException {
        try {
            var recording = new Recording(Configuration.getConfiguration("profile"));
            recording.enable("jdk.CPUTimeSample").with("throttle", SAMPLED_EVERY.toMillis() + "ms");
            recording.start();
            return recording;
        } catch (ParseException e) {
            throw new IOException("the JDK's profile of flight recordings can't be read", e);
        }
    }
}
