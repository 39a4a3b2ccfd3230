package dev.muster.dev;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// A definition of a thousand tasks, ten wide at its narrowest, each of which waits for two others.
final class ThousandTasks {
    static final int NUMBER = 1_000;

    private static final int WIDTH = 10;

    private ThousandTasks() {}

    static Map<String, Object> definition(String name) {
        var tasks = new LinkedHashMap<String, Object>();
        for (var number = 0; number < NUMBER; number++) {
            tasks.put("t" + number, number < WIDTH
                    ? task()
                    : task("t" + (number - WIDTH), "t" + (number - 1 - number % 7)));
        }
        return Map.of("name", name, "maxParallelTasks", 100, "tasks", tasks);
    }

    private static Map<String, Object> task(String... after) {
        return Map.of("agent", "studio", "action", "make", "dependsOn", Stream.of(after).distinct().toList());
    }
}
