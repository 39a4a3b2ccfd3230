package dev.muster.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// How long the API takes to list workflows, asked one request at a time: the first page of a hundred to each filter.
record Listings(Map<String, Histogram> micros) {
    private static final int DIGITS = 3;
    private static final int WARM_UP = 500;
    private static final Map<String, String> FILTERS = filters();

    private static Map<String, String> filters() {
        var filters = new LinkedHashMap<String, String>();
        filters.put("all", "");
        filters.put("completed", "?status=COMPLETED");
        filters.put("running", "?status=RUNNING");
        filters.put("failed", "?status=FAILED");
        filters.put("none of a state", "?status=ROLLING_BACK");
        filters.put("by a name", "?name=" + Stock.RARE);
        filters.put("by a tag", "?tag=" + Stock.TAG);
        filters.put("by state, name and tag", "?status=COMPLETED&name=" + Stock.RARE + "&tag=" + Stock.TAG);
        return filters;
    }

    /// @param requests to each filter
    static Listings measure(Api api, int requests) throws InterruptedException {
        var micros = new LinkedHashMap<String, Histogram>();
        for (var filter : FILTERS.entrySet()) {
            var histogram = new Histogram(DIGITS);
            for (var number = -WARM_UP; number < requests; number++) {
                var from = System.nanoTime();
                api.list(filter.getValue());
                if (number >= 0) {
                    histogram.recordValue((System.nanoTime() - from) / 1_000);
                }
            }
            micros.put(filter.getKey(), histogram);
        }
        return new Listings(micros);
    }

    void tell() {
        micros.forEach((filter, histogram) -> Progress.tell("listing %s: p50 %.1f, p99 %.1f, longest %.1f ms"
                .formatted(filter, millis(histogram, 50), millis(histogram, 99), millis(histogram, 100))));
    }

    private static double millis(Histogram micros, int percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }
}
