package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What work is counted and measured on: the `chain3` and `fan50` of `muster bench`.
final class Workloads {
    static final List<String> CHAIN = List.of("first", "second", "third");
    static final Json CHAIN3 = definition("chain3", task("first", "${input}", ""),
            task("second", "${tasks.first.output}", after("first")),
            task("third", "${tasks.second.output}", after("second")));

    static final List<String> FAN = Stream.of(Stream.of("start"),
            IntStream.range(0, 50).mapToObj("fan[%d]"::formatted), Stream.of("join"))
            .flatMap(tasks -> tasks).toList();
    static final Json FAN50 = definition("fan50", task("start", "${input}", ""),
            task("fan", "${tasks.start.output}", after("start") + ",\"forEach\":50"),
            task("join", "${tasks.start.output}", after("fan")));

    /// What a workflow is given and each task returns: a hundred bytes.
    static final Json PAYLOAD = new Json(
            "{\"order\":\"A-20261123-0017\",\"number\":17,\"note\":\"" + "x".repeat(51) + "\"}");

    private Workloads() {}

    private static Json definition(String name, String... tasks) {
        return new Json("{\"name\":\"" + name + "\",\"tasks\":{" + String.join(",", tasks) + "}}");
    }

    /// @param more further fields, each with a comma before it
    private static String task(String id, String input, String more) {
        return "\"" + id + "\":{\"agent\":\"echo\",\"action\":\"say\",\"input\":\"" + input + "\"" + more
                + "}";
    }

    private static String after(String task) {
        return ",\"dependsOn\":[\"" + task + "\"]";
    }
}
