package dev.muster.bench;

import dev.muster.bench.Workload.Definition;
import dev.muster.bench.Workload.Kind;
import dev.muster.common.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static dev.muster.bench.part.BenchAgent.ECHO;
import static dev.muster.bench.part.BenchAgent.FAIL;

/// What is in the store before anything is measured: workflows that ended, of which one in a hundred failed and one in a hundred
/// has a tag, and workflows that wait for an agent that nobody serves.
record Stock(int finished, int live) {
    static final String RARE = "stock_rare";
    static final String TAG = "rare";

    private static final String NAME = "stock";
    private static final String LIVE = "stock_live";
    private static final String SERVED = "bench1";
    private static final String UNSERVED = "bench_unserved";
    private static final int LOOK_SECONDS = 1;

    int all() {
        return finished + live;
    }

    /// Puts it there, and waits until it is. The agent `bench1` has to be served.
    void put(String kafka, Api api) throws InterruptedException {
        if (all() == 0) {
            return;
        }
        api.putAgent(UNSERVED);
        for (var kinds : List.of(ended(), waiting())) {
            for (var definition : kinds.definitions()) {
                api.register(definition);
            }
        }
        Progress.tell(
                "putting " + finished + " workflows that end and " + live + " that wait into the store");
        try (var ending = new LogSubmission(kafka, ended());
                var waiting = new LogSubmission(kafka, waiting())) {
            for (var number = 0; number < live; number++) {
                waiting.submit(number);
            }
            for (var number = 0; number < finished; number++) {
                ending.submit(number);
            }
        }
        for (var there = api.workflows(); there.total() < all() || there.active() > live; there = api
                .workflows()) {
            TimeUnit.SECONDS.sleep(LOOK_SECONDS);
        }
    }

    private static Workload ended() {
        var plain = definition(NAME, SERVED, ECHO, "");
        var rare = definition(RARE, SERVED, ECHO, ",\"tags\":[\"" + TAG + "\"]");
        var failing = definition("stock_failing", SERVED, FAIL, ",\"onFailure\":\"fail\"");
        var cycle = new ArrayList<>(Collections.nCopies(98, kind(plain, Kind.COMPLETED)));
        cycle.add(kind(rare, Kind.COMPLETED));
        cycle.add(kind(failing, "failed"));
        return new Workload(NAME, List.of(plain, rare, failing), cycle, List.of(SERVED));
    }

    private static Workload waiting() {
        var waiting = definition(LIVE, UNSERVED, ECHO, ",\"timeout\":\"24h\"");
        return new Workload(LIVE, List.of(waiting), List.of(kind(waiting, "")), List.of());
    }

    private static Kind kind(Definition definition, String end) {
        return new Kind(definition.name(), Json.EMPTY_OBJECT, end, 1);
    }

    /// @param more further fields, with a comma before them
    private static Definition definition(String name, String agent, String action, String more) {
        return new Definition(name, "{\"name\":\"" + name + "\",\"tasks\":{\"only\":{\"agent\":\"" + agent
                + "\",\"action\":\"" + action + "\",\"timeout\":\"24h\",\"retry\":{\"attempts\":1}}}" + more
                + "}");
    }
}
