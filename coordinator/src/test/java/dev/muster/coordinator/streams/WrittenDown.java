package dev.muster.coordinator.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/// Holds counts against those in a file beside the tests. More is a regression, or meant and raised with it; less is to be
/// written down too, so that it can't creep back unseen.
final class WrittenDown {
    private static final String HEAD = "# What the tests counted. Change it by copying what they write to target, and say why.\n";

    private final String file;
    private final double tolerance;

    /// @param tolerance by what part a count may differ
    WrittenDown(String file, double tolerance) {
        this.file = file;
        this.tolerance = tolerance;
    }

    /// Writes the counts to `target` as well, in the form of the file.
    void check(Map<String, Long> counts) throws IOException {
        var now = new TreeMap<>(counts);
        write(now);

        var differences = differences(expected(), now);

        assertThat(differences).withFailMessage(() -> """
                The work is not what %s says.
                %-48s%14s%10s
                %sIf more is meant, or if it became less, write it down:
                    cp coordinator/target/%s coordinator/src/test/resources/dev/muster/coordinator/streams/
                """.formatted(file, "", "written down", "now", differences, file)).isEmpty();
    }

    private void write(Map<String, Long> counts) throws IOException {
        var target = Files.createDirectories(Path.of("target").toAbsolutePath()).resolve(file);
        Files.writeString(target, HEAD + counts.entrySet().stream()
                .map(count -> count.getKey() + " = " + count.getValue() + "\n")
                .collect(Collectors.joining()));
    }

    private String differences(Map<String, Long> expected, Map<String, Long> now) {
        var names = new TreeSet<>(now.keySet());
        names.addAll(expected.keySet());
        return names.stream()
                .map(name -> line(name, expected.getOrDefault(name, 0L), now.getOrDefault(name, 0L)))
                .collect(Collectors.joining());
    }

    /// Nothing if they differ by no more than they may.
    private String line(String name, long before, long now) {
        if (Math.abs(now - before) <= tolerance * before) {
            return "";
        }
        return "%-48s%14d%10d  %s%n".formatted(name, before, now,
                now > before ? "MORE by " + (now - before) : "less: lower the number");
    }

    private Map<String, Long> expected() throws IOException {
        var properties = new Properties();
        try (var stream = Objects.requireNonNull(WrittenDown.class.getResourceAsStream(file),
                () -> "no file " + file + " beside the tests")) {
            properties.load(stream);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> Long.valueOf(properties.getProperty(name))));
    }
}
