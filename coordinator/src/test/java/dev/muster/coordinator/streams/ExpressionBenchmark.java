package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Expressions;
import dev.muster.common.definition.Expressions.Resolved;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Expressions from the plainest, whose text goes on as it came, to one that runs over a list.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ExpressionBenchmark {
    private static final Json DEFINITION = new Json(
            """
                    {"name": "expressions", "tasks": {
                        "a": {"agent": "echo", "action": "say"},
                        "whole": {"agent": "echo", "action": "say", "dependsOn": ["a"], "input": "${tasks.a.output}"},
                        "field": {"agent": "echo", "action": "say", "dependsOn": ["a"],
                            "input": {"number": "${tasks.a.output.number}"}},
                        "text": {"agent": "echo", "action": "say", "dependsOn": ["a"],
                            "input": {"text": "order ${tasks.a.output.order} of ${tasks.a.output.number}"}},
                        "computed": {"agent": "echo", "action": "say", "dependsOn": ["a"],
                            "input": {"size": "${size(input.items.filter(i, i.price > 10)) + tasks.a.output.number}"}},
                        "conditional": {"agent": "echo", "action": "say", "dependsOn": ["a"],
                            "when": "${tasks.a.output.number > 10}"}}}""");
    private static final Json INPUT = new Json("""
            {"items": [{"price": 5}, {"price": 15}, {"price": 25}, {"price": 10}]}""");

    private final Expressions expressions = new DefinitionCache().of(DEFINITION).definition().expressions();
    private final Expressions.Scope scope = new Seen();

    /// What each of the tasks sees.
    private static final class Seen implements Expressions.Scope {
        @Override
        public Json input() {
            return INPUT;
        }

        @Override
        public Json output(TaskId task) {
            return Workloads.PAYLOAD;
        }

        @Override
        public @Nullable Json item() {
            return null;
        }
    }

    @Benchmark
    public Resolved<Json> whole() {
        return input("whole");
    }

    @Benchmark
    public Resolved<Json> field() {
        return input("field");
    }

    @Benchmark
    public Resolved<Json> text() {
        return input("text");
    }

    @Benchmark
    public Resolved<Json> computed() {
        return input("computed");
    }

    @Benchmark
    public Resolved<Boolean> conditional() {
        return expressions.condition(new TaskId("conditional"), scope);
    }

    private Resolved<Json> input(String task) {
        return expressions.input(new TaskId(task), scope);
    }
}
