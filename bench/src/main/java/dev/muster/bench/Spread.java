package dev.muster.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What several runs have in common: of each figure the median, the least and the greatest.
record Spread(int runs, Map<String, Range> figures) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> NAMES = List.of("workflowsPerSecond", "tasksPerSecond", "p50Millis",
            "p99Millis",
            "latencySequentialP50Millis", "latencySequentialP99Millis", "serverCpuSecondsPer1000Workflows",
            "driverCpuSecondsPer1000Workflows", "workerCpuSecondsPer1000Workflows");

    record Range(double median, double min, double max) {
        /// @param values at least one
        static Range of(List<Double> values) {
            var sorted = values.stream().sorted().toList();
            var upper = sorted.get(sorted.size() / 2);
            var lower = sorted.get((sorted.size() - 1) / 2);
            return new Range((lower + upper) / 2, sorted.getFirst(), sorted.getLast());
        }
    }

    /// @param results at least one
    static Spread of(List<Result> results) {
        var figures = new LinkedHashMap<String, Range>();
        for (var name : NAMES) {
            figures.put(name, Range.of(results.stream().map(result -> result.figure(name)).toList()));
        }
        return new Spread(results.size(), figures);
    }

    /// One line.
    String json() {
        return JSON.writeValueAsString(this);
    }

    /// A line for each figure.
    String text() {
        var text = new StringBuilder("of " + runs + " runs: median (least to greatest)");
        figures.forEach((name, range) -> text.append("%n  %s %.2f (%.2f to %.2f)".formatted(name,
                range.median(), range.min(), range.max())));
        return text.toString();
    }
}
