package dev.muster.dev;

import dev.muster.dev.Dependency.Call;
import dev.muster.dev.Dependency.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static dev.muster.dev.DependentAgents.STEADY;
import static dev.muster.dev.DependentAgents.STUBBORN;
import static org.assertj.core.api.Assertions.assertThat;

/// A worker whose process is stopped for longer than its lease, in the middle of tasks that don't heed being told to stop,
/// and goes on later: the one case in which more handlers run than a limit allows, as no one can end what a process
/// does that neither runs nor is dead. What it held is all that is too much, and what comes of it counts for nothing.
@Tag("faults")
@Timeout(240)
final class FrozenWorkerIT {
    private static final int TASKS = 12;
    private static final int WORKERS = 2;
    private static final Duration WITHIN = Duration.ofSeconds(90);

    private final Dependency dependency = new Dependency();

    @Test
    void whatItHeldIsDoneByAnotherAndItsOwnResultsCountForNothing(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        try (dependency;
                var fleet = new ProcessFleet(folder, 1, DependentAgents.class, WORKERS, dependency.url());
                var api = new ApiClient(fleet.api(0))) {
            api.awaitAgent(STUBBORN);
            dependency.set(STUBBORN, Mode.HOLD);
            submit(api, STUBBORN);
            await("as many run as may").until(
                    () -> dependency.running(STUBBORN).size() == DependentAgents.STUBBORN_LIMIT);
            var frozen = whoHoldsMost(dependency.running(STUBBORN));
            var held = of(frozen, dependency.running(STUBBORN));

            fleet.signalWorker(fleet.indexOfWorker(frozen), "STOP");
            await("others got its permits").until(() -> others(frozen, dependency.running(STUBBORN))
                    .size() == DependentAgents.STUBBORN_LIMIT);
            await("what it held runs elsewhere").until(() -> {
                // Behind those that had waited for longer.
                dependency.answer(call -> call.pid() != frozen && call.attempt() == 1, true);
                return others(frozen, dependency.running(STUBBORN))
                        .equals(held.stream().map(FrozenWorkerIT::next).collect(Collectors.toSet()));
            });
            assertThat(dependency.interrupted(STUBBORN)).isEmpty();

            fleet.signalWorker(fleet.indexOfWorker(frozen), "CONT");
            await("its handlers are told to stop").until(
                    () -> new HashSet<>(dependency.interrupted(STUBBORN)).equals(new HashSet<>(held)));
            dependency.answer(held::contains, true);
            await("its handlers ended").until(() -> dependency.over(STUBBORN).size() == held.size());
            awaitAllWorkersServe(fleet, api);
            // In good order: what it has to say is in the log then.
            fleet.drainWorker(fleet.indexOfWorker(frozen));
            assertThat(dependency.most(STUBBORN)).as("no more than the limit, and what was frozen")
                    .isLessThanOrEqualTo(DependentAgents.STUBBORN_LIMIT + held.size());
            dependency.set(STUBBORN, Mode.ANSWER);

            checkResults(api, held, frozen);
        }
    }

    private static long whoHoldsMost(List<Call> running) {
        return running.stream().collect(Collectors.groupingBy(Call::pid, Collectors.counting())).entrySet()
                .stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    private static List<Call> of(long pid, List<Call> calls) {
        return calls.stream().filter(call -> call.pid() == pid).toList();
    }

    private record Try(String task, int attempt) {}

    private static Try next(Call call) {
        return new Try(call.task(), call.attempt() + 1);
    }

    private static Set<Try> others(long pid, List<Call> calls) {
        return calls.stream().filter(call -> call.pid() != pid)
                .map(call -> new Try(call.task(), call.attempt())).collect(Collectors.toSet());
    }

    /// It is a worker as any other again.
    private void awaitAllWorkersServe(ProcessFleet fleet, ApiClient api) {
        dependency.set(STEADY, Mode.HOLD);
        submit(api, STEADY, 2 * DependentAgents.SLOTS * WORKERS);
        var pids = IntStream.range(0, WORKERS).mapToObj(fleet::pidOfWorker).collect(Collectors.toSet());
        await("all workers serve").until(
                () -> dependency.running(STEADY).stream().map(Call::pid).collect(Collectors.toSet())
                        .containsAll(pids));
        dependency.set(STEADY, Mode.ANSWER);
        assertThat(api.awaitEnd(STEADY, WITHIN).path("status").asString("")).isEqualTo("COMPLETED");
    }

    /// Each task has one result, that of its latest attempt; those that were frozen needed one attempt more.
    private void checkResults(ApiClient api, List<Call> held, long frozen) {
        var ended = api.awaitEnd(STUBBORN, WITHIN);
        assertThat(ended.path("status").asString("")).as(ended::toPrettyString).isEqualTo("COMPLETED");
        var again = held.stream().map(Call::task).collect(Collectors.toSet());
        IntStream.range(0, TASKS).forEach(i -> {
            var task = ended.path("tasks").path("t" + i);
            var wasHeld = again.contains(STUBBORN + "/t" + i);
            assertThat(task.path("attempts").asInt(0)).as(task::toPrettyString).isEqualTo(wasHeld ? 2 : 1);
            if (wasHeld) {
                assertThat(task.at("/output/pid").asLong(0)).as(task::toPrettyString)
                        .isPositive().isNotEqualTo(frozen);
            }
        });
        assertThat(api.events(STUBBORN).stream()
                .filter(event -> event.path("type").asString("").equals("dev.muster.task.completed"))
                .map(event -> event.path("subject").asString("")).toList())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, TASKS).mapToObj(i -> STUBBORN + "/t" + i).toList());
    }

    private static void submit(ApiClient api, String agent) {
        submit(api, agent, TASKS);
    }

    private static void submit(ApiClient api, String agent, int tasks) {
        api.submit(agent, Map.of("name", "independent", "onFailure", "fail", "tasks", IntStream
                .range(0, tasks).boxed()
                .collect(Collectors.toMap(i -> "t" + i, i -> Map.of("agent", agent, "action", "work",
                        "retry", Map.of("attempts", 3, "delay", "50ms"))))),
                Map.of());
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(WITHIN).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50));
    }
}
