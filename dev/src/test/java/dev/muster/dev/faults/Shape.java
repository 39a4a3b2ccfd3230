package dev.muster.dev.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A kind of workflow, and how it has to end whatever happens.
/// @param tasks by id
/// @param ends the status
record Shape(String name, Map<String, Step> tasks, String ends) {
    /// @param failures see [WitnessWorker.Work]
    record Step(String agent, List<String> after, int millis, int failures) {
        private Map<String, ?> task() {
            return Map.of("agent", agent, "action", "work", "dependsOn", after, "input",
                    Map.of("millis", millis, "failures", failures), "compensate",
                    Map.of("action", "undo", "retry",
                            Map.of("attempts", 20, "delay", "500ms")),
                    "retry", Map.of("attempts", 20, "delay", "1s", "factor", 1));
        }
    }

    private static final String FREE = WitnessWorker.FREE;
    private static final String BOUNDED = WitnessWorker.BOUNDED;

    private static final Shape DIAMOND = new Shape("diamond", Map.of(
            "top", new Step(FREE, List.of(), 50, 0),
            "left", new Step(BOUNDED, List.of("top"), 150, 0),
            "right", new Step(FREE, List.of("top"), 400, 0),
            "bottom", new Step(FREE, List.of("left", "right"), 10, 0)), "COMPLETED");
    private static final Shape DOOMED = new Shape("doomed", Map.of(
            "one", new Step(FREE, List.of(), 100, 0),
            "two", new Step(BOUNDED, List.of("one"), 100, 0),
            "three", new Step(FREE, List.of("two"), 200, -1)), "ROLLED_BACK");
    private static final Shape STUMBLING = new Shape("stumbling", Map.of(
            "one", new Step(FREE, List.of(), 20, 1),
            "two", new Step(FREE, List.of("one"), 20, 0)), "COMPLETED");
    private static final Shape SLOW = new Shape("slow", Map.of(
            "one", new Step(FREE, List.of(), 3_000, 0),
            "two", new Step(FREE, List.of("one"), 1_000, 0)), "COMPLETED");

    static final List<Shape> ALL = List.of(DIAMOND, DOOMED, STUMBLING, SLOW);

    Map<String, ?> definition() {
        var definitions = new LinkedHashMap<String, Object>();
        tasks.forEach((id, step) -> definitions.put(id, step.task()));
        return Map.of("name", name, "tasks", definitions);
    }
}
