package dev.muster.dev.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/// A workflow as whoever writes it knows it: its text, and what the checker may expect of it. There is a fixed number of
/// them, made up at random, because to compile a definition takes longer than to simulate a fleet.
/// @param tasks by their ids
/// @param rollsBack whether it is to be rolled back when it fails
record Shape(String text, Map<String, Task> tasks, boolean rollsBack) {
    static final List<String> AGENTS = List.of("red", "green", "blue");
    private static final int SHAPES = 150;
    private static final List<Shape> ALL = all();

    /// @param agent that runs it, and undoes it
    /// @param after the tasks that it depends on
    /// @param undoable whether it has a compensation
    record Task(String agent, List<String> after, boolean undoable) {}

    static Shape any(Dice dice) {
        return dice.of(ALL);
    }

    /// The task as the definition has it: a child of a `forEach` task is that task's.
    Task task(String id) {
        return Objects.requireNonNull(tasks.get(declared(id)), id);
    }

    static String declared(String id) {
        var bracket = id.indexOf('[');
        return bracket < 0 ? id : id.substring(0, bracket);
    }

    boolean uses(String agent) {
        return tasks.values().stream().anyMatch(task -> task.agent().equals(agent));
    }

    List<String> dependents(String id) {
        return tasks.entrySet().stream().filter(entry -> entry.getValue().after().contains(id))
                .map(Map.Entry::getKey).toList();
    }

    private static List<Shape> all() {
        var shapes = new ArrayList<Shape>();
        for (int number = 0; number < SHAPES; number++) {
            shapes.add(random(number));
        }
        return List.copyOf(shapes);
    }

    private static Shape random(int number) {
        var dice = new Dice(number);
        var tasks = new LinkedHashMap<String, Task>();
        var texts = new StringJoiner(",", "{", "}");
        var size = dice.from(2, 9);
        for (int index = 0; index < size; index++) {
            var after = new ArrayList<String>();
            for (int other = 0; other < index; other++) {
                if (dice.oneIn(3)) {
                    after.add("t" + other);
                }
            }
            var task = new Task(dice.of(AGENTS), List.copyOf(after), dice.below(3) > 0);
            tasks.put("t" + index, task);
            texts.add("\"t" + index + "\":" + text(task, dice));
        }
        var policy = new StringJoiner(",");
        var onFailure = dice.of(List.of("rollback", "rollback", "fail", "continue"));
        policy.add("\"name\":\"shape-" + number + "\"");
        policy.add("\"onFailure\":\"" + onFailure + "\"");
        if (dice.oneIn(3)) {
            policy.add("\"maxParallelTasks\":" + dice.from(1, 4));
        }
        if (dice.oneIn(6)) {
            policy.add("\"timeout\":\"" + dice.from(20, 90) + "s\"");
        }
        return new Shape("{" + policy + ",\"tasks\":" + texts + "}", tasks, onFailure.equals("rollback"));
    }

    private static String text(Task task, Dice dice) {
        var fields = new StringJoiner(",", "{", "}");
        fields.add("\"agent\":\"" + task.agent() + "\"").add("\"action\":\"work\"");
        if (!task.after().isEmpty()) {
            fields.add("\"dependsOn\":[\"" + String.join("\",\"", task.after()) + "\"]");
        }
        fields.add("\"retry\":" + retry(dice)).add("\"timeout\":\"" + dice.from(5, 30) + "s\"");
        if (task.undoable()) {
            fields.add("\"compensate\":{\"action\":\"undo\",\"retry\":" + retry(dice) + "}");
        }
        if (dice.oneIn(8)) {
            fields.add("\"allowFailure\":true");
        }
        if (dice.oneIn(8)) {
            fields.add("\"forEach\":" + dice.below(4)).add("\"atMost\":" + dice.from(1, 3));
        } else if (!task.after().isEmpty() && dice.oneIn(4)) {
            fields.add("\"input\":{\"from\":\"${tasks." + task.after().getFirst() + ".output}\"}");
        }
        if (dice.oneIn(10)) {
            fields.add("\"when\":" + dice.oneIn(2));
        }
        if (dice.oneIn(12)) {
            fields.add("\"budget\":\"40s\"");
        }
        return fields.toString();
    }

    private static String retry(Dice dice) {
        return "{\"attempts\":" + dice.from(1, 4) + ",\"delay\":\"" + dice.from(1, 5) + "s\"}";
    }
}
