package dev.muster.common.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Makes valid definitions up, in JSON or in YAML's flow style: the same seed makes the same one.
final class RandomDefinition {
    private static final List<String> WORDS = List.of("lumen", "ünïcode", "a b", "quote \" and \\ slash",
            "${'$'}{", "5",
            "true", "line\\nbreak", "x");

    private final Random random;
    private final List<String> fields = new ArrayList<>();

    private RandomDefinition(long seed) {
        this.random = new Random(seed);
    }

    static String of(long seed) {
        return new RandomDefinition(seed).text();
    }

    private String text() {
        fields.add("\"name\": \"d" + random.nextInt(1000) + "\"");
        maybe("version", () -> String.valueOf(1 + random.nextInt(9)));
        maybe("description", this::word);
        maybe("createdBy", this::word);
        maybe("tags", () -> "[\"a\", \"b" + random.nextInt(9) + "\"]");
        maybe("metadata", () -> "{\"z\": " + word() + ", \"a\": " + random.nextInt(9) + "}");
        maybe("input", () -> "{\"n\": \"integer?\", \"words\": [\"string\"], \"any\": \"any\"}");
        maybe("maxParallelTasks", () -> String.valueOf(1 + random.nextInt(50)));
        maybe("timeout", this::duration);
        maybe("priority", () -> String.valueOf(random.nextInt(2001) - 1000));
        maybe("fairnessKey", this::word);
        maybe("onFailure", () -> List.of("\"rollback\"", "\"fail\"", "\"continue\"").get(random.nextInt(3)));
        var tasks = new ArrayList<String>();
        var count = 1 + random.nextInt(12);
        for (var i = 0; i < count; i++) {
            tasks.add("\"t" + i + "\": " + task(i));
        }
        fields.add("\"tasks\": {" + String.join(", ", tasks) + "}");
        return "{" + String.join(",\n ", fields) + "}";
    }

    private String task(int number) {
        var inner = new RandomDefinition(random.nextLong());
        inner.fields.add("\"agent\": \"g" + random.nextInt(3) + "\", \"action\": \"do\"");
        var on = random.nextInt(number + 1);
        if (number > 0) {
            inner.maybe("dependsOn",
                    () -> "[\"t" + (number - 1) + "\"" + (on < number - 1 ? ", \"t" + on + "\"" : "") + "]");
        }
        inner.maybe("input", inner::input);
        inner.maybe("when", () -> inner.random.nextBoolean() ? "true" : "\"${input.n > " + number + "}\"");
        inner.attempts();
        inner.maybe("allowFailure", () -> String.valueOf(inner.random.nextBoolean()));
        inner.maybe("compensate", () -> {
            var undo = new RandomDefinition(inner.random.nextLong());
            undo.fields.add("\"action\": \"undo\"");
            undo.maybe("agent", () -> "\"other\"");
            undo.maybe("input", undo::input);
            undo.attempts();
            return "{" + String.join(", ", undo.fields) + "}";
        });
        if (inner.random.nextInt(4) == 0) {
            inner.fields.add("\"forEach\": " + List.of("3", "[1, \"a\", 2.50]", "\"${input.words}\"")
                    .get(inner.random.nextInt(3)));
            inner.maybe("as", () -> "\"thing\"");
            inner.maybe("atMost", () -> "2");
        }
        inner.maybe("metadata", () -> "{\"k\": " + inner.word() + "}");
        return "{" + String.join(", ", inner.fields) + "}";
    }

    private void attempts() {
        maybe("timeout", this::duration);
        maybe("budget", this::duration);
        maybe("retry", () -> List.of("{}", "{\"attempts\": 1}", "{\"delay\": \"7m\", \"jitter\": 0.25}",
                "{\"attempts\": 9, \"delay\": \"0s\", \"factor\": 1.5, \"ceiling\": \"PT2M\", \"notRetried\": [\"b\", \"a\"]}")
                .get(random.nextInt(4)));
    }

    private String input() {
        return List.of("{}", "3", "null", "{\"b\": 2.50, \"a\": [1e3, " + word() + ", {}]}",
                "{\"x\": \"${input.n}\"}",
                "[\"a ${input.n + 1} b\", \"$${c}\"]").get(random.nextInt(6));
    }

    private String duration() {
        return List.of("\"250ms\"", "\"90s\"", "\"1h30m\"", "\"PT0.5S\"", "\"2d\"").get(random.nextInt(5));
    }

    private String word() {
        var word = WORDS.get(random.nextInt(WORDS.size()));
        return "\"" + (word.contains("\"") ? "quote \\\" and \\\\ slash" : word) + "\"";
    }

    private void maybe(String name, Supplier<String> value) {
        if (random.nextBoolean()) {
            fields.add("\"" + name + "\": " + value.get());
        }
    }
}
