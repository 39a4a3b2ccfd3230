package dev.muster.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Processor seconds of the threads of each part of a fleet, and of the driver.
record ThreadTimes(Map<String, Map<String, Double>> byPart) {
    private static final int SHOWN = 12;

    /// @param isWanted none at all otherwise
    static ThreadTimes of(MeasuredFleet fleet, boolean isWanted) {
        var byPart = new TreeMap<String, Map<String, Double>>();
        if (isWanted) {
            fleet.parts().forEach(part -> byPart.put(part.name(), ProcessUsage.threads(part.pid())));
            byPart.put("driver", ProcessUsage.threads(ProcessHandle.current().pid()));
        }
        return new ThreadTimes(byPart);
    }

    /// @return a line for each part, with those of its threads that used most since then
    List<String> since(ThreadTimes before) {
        var lines = new ArrayList<String>();
        byPart.forEach((part, threads) -> {
            var used = new TreeMap<>(threads);
            before.byPart.getOrDefault(part, Map.of())
                    .forEach((name, seconds) -> used.merge(name, -seconds, Double::sum));
            lines.add(part + ": " + used.entrySet().stream()
                    .sorted(Comparator.comparing(Map.Entry<String, Double>::getValue).reversed()).limit(SHOWN)
                    .map(entry -> String.format(Locale.ROOT, "%s %.1f s", entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(", ")));
        });
        return lines;
    }
}
