package dev.muster.coordinator.monitor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a scrape brought, read as Prometheus reads its text format.
/// @param types of metrics by name
/// @param samples values by series, such as `muster_tasks_total{agent="finance",outcome="failed"}`
record Exposition(Map<String, String> types, Map<String, Double> samples) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{.*})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\",?");

    static Exposition read(String text) {
        var types = new LinkedHashMap<String, String>();
        var samples = new LinkedHashMap<String, Double>();
        text.lines().forEach(line -> {
            if (line.startsWith("# TYPE ")) {
                var words = line.split(" ");
                types.put(words[2], words[3]);
            } else if (!line.startsWith("#")) {
                var sample = SAMPLE.matcher(line);
                if (!sample.matches()) {
                    throw new IllegalArgumentException("no sample: " + line);
                }
                var labels = Objects.requireNonNullElse(sample.group(2), "");
                samples.put(sample.group(1) + labels,
                        Double.valueOf(sample.group(3).replace("Inf", "Infinity")));
            }
        });
        return new Exposition(types, samples);
    }

    double value(String series) {
        return Objects.requireNonNull(samples.get(series), series);
    }

    /// The names of Muster's own metrics, each with its type and labels, such as `muster_agent_lag gauge agent`.
    SortedSet<String> own() {
        return types.entrySet().stream().filter(metric -> metric.getKey().startsWith("muster_"))
                .map(metric -> metric.getKey() + " " + metric.getValue() + " " + labels(metric.getKey()))
                .map(String::strip).collect(Collectors.toCollection(TreeSet::new));
    }

    private String labels(String metric) {
        return samples.keySet().stream().filter(series -> series.matches(metric + "(_count)?(\\{.*|$)"))
                .flatMap(series -> LABEL.matcher(series).results().map(label -> label.group(1))).distinct()
                .sorted().collect(Collectors.joining(", "));
    }
}
