package dev.muster.bench;

import dev.muster.bench.Workload.Definition;
import dev.muster.bench.Workload.Kind;
import dev.muster.common.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import static dev.muster.bench.part.BenchAgent.ECHO;
import static dev.muster.bench.part.BenchAgent.FAIL;
import static dev.muster.bench.part.BenchAgent.SLEEP;
import static dev.muster.bench.part.BenchAgent.STUMBLE;
import static dev.muster.bench.part.BenchAgent.UNDO;

/// The workloads that there are. Tasks hand their data on by expressions, as those of users do.
final class Workloads {
    private static final int SMALL = 100;
    private static final int MEDIUM = 10_000;
    private static final int LARGE = 100_000;

    private Workloads() {}

    /// Three tasks, one after the other.
    static Workload chain3(int agents) {
        return chain("chain3", agents, "");
    }

    /// The same, but for a limit of each agent, so that each task passes a gate.
    static Workload gated(int agents, int limit) {
        return chain("gated", agents, "=" + limit);
    }

    private static Workload chain(String name, int agents, String limit) {
        var tasks = List.of(task("first", agent(0, agents), ECHO, "${input}", ""),
                task("second", agent(1, agents), ECHO, "${tasks.first.output}", after("first")),
                task("third", agent(2, agents), ECHO, "${tasks.second.output}", after("second")));
        var types = IntStream.range(0, 3).mapToObj(index -> agent(index, agents) + limit).distinct().toList();
        return single(definition(name, tasks), 3, types);
    }

    private static String agent(int index, int agents) {
        return "bench" + (index % agents + 1);
    }

    /// One task, then many side by side, then one.
    static Workload fan(String name, int width) {
        var tasks = List.of(task("start", "bench1", ECHO, "${input}", ""),
                task("fan", "bench1", ECHO, "${tasks.start.output}",
                        after("start") + ",\"forEach\":" + width),
                task("join", "bench1", ECHO, "${tasks.start.output}", after("fan")));
        return single(definition(name, tasks), width + 2, List.of("bench1"));
    }

    /// Single tasks of an agent whose limit is always reached.
    static Workload refill(int limit) {
        return single(definition("refill", List.of(task("only", "bench1", SLEEP, "${input}", ""))), 1,
                List.of("bench1=" + limit));
    }

    /// Twenty workflows on three agents: small, medium and large payloads, failures that are retried, and such that end in a rollback.
    static Workload mixed() {
        var chain = definition("mixed_chain", List.of(task("a", "bench1", ECHO, "${input}", ""),
                task("b", "bench2", ECHO, "${tasks.a.output}", after("a")),
                task("c", "bench3", ECHO, "${tasks.b.output}", after("b"))));
        var wide = definition("mixed_wide", List.of(task("a", "bench1", ECHO, "${input}", ""),
                task("b", "bench2", ECHO, "${tasks.a.output}", after("a")),
                task("c", "bench3", ECHO, "${tasks.a.output}", after("a")),
                task("d", "bench1", ECHO, "${tasks.c.output}", ",\"dependsOn\":[\"b\",\"c\"]")));
        var stumbling = definition("mixed_stumbling", List.of(task("a", "bench1", ECHO, "${input}", ""),
                task("b", "bench2", STUMBLE, "${tasks.a.output}",
                        after("a") + ",\"retry\":{\"attempts\":3,\"delay\":\"100ms\"}"),
                task("c", "bench3", ECHO, "${tasks.b.output}", after("b"))));
        var undone = ",\"compensate\":{\"action\":\"" + UNDO + "\"}";
        var failing = definition("mixed_failing", List.of(task("a", "bench1", ECHO, "${input}", undone),
                task("b", "bench2", ECHO, "${tasks.a.output}", after("a") + undone),
                task("c", "bench3", FAIL, "${tasks.b.output}", after("b"))));
        var cycle = new ArrayList<Kind>();
        cycle.addAll(Collections.nCopies(10, kind(chain, SMALL, Kind.COMPLETED, 3)));
        cycle.addAll(Collections.nCopies(4, kind(wide, MEDIUM, Kind.COMPLETED, 4)));
        cycle.add(kind(chain, LARGE, Kind.COMPLETED, 3));
        cycle.addAll(Collections.nCopies(3, kind(stumbling, SMALL, Kind.COMPLETED, 4)));
        cycle.addAll(Collections.nCopies(2, kind(failing, SMALL, Kind.ROLLED_BACK, 5)));
        return new Workload("mixed", List.of(chain, wide, stumbling, failing), cycle,
                List.of("bench1", "bench2", "bench3"));
    }

    private static Workload single(Definition definition, int attempts, List<String> agents) {
        return new Workload(definition.name(), List.of(definition),
                List.of(kind(definition, SMALL, Kind.COMPLETED, attempts)), agents);
    }

    private static Kind kind(Definition definition, int bytes, String end, int attempts) {
        return new Kind(definition.name(), payload(bytes), end, attempts);
    }

    private static Definition definition(String name, List<String> tasks) {
        return new Definition(name,
                "{\"name\":\"" + name + "\",\"tasks\":{" + String.join(",", tasks) + "}}");
    }

    /// @param more further fields, each with a comma before it
    private static String task(String id, String agent, String action, String input, String more) {
        return "\"" + id + "\":{\"agent\":\"" + agent + "\",\"action\":\"" + action + "\",\"input\":\""
                + input
                + "\"" + more + "}";
    }

    private static String after(String task) {
        return ",\"dependsOn\":[\"" + task + "\"]";
    }

    private static Json payload(int bytes) {
        var head = "{\"order\":\"A-20261123-0017\",\"number\":17,\"note\":\"";
        return new Json(head + "x".repeat(bytes - head.length() - 2) + "\"}");
    }
}
