package dev.muster.dev;

import dev.muster.common.wire.AgentRecord.Breaker.State;
import dev.muster.dev.Dependency.Call;
import dev.muster.dev.Dependency.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// One circuit breaker per agent type for a fleet of processes, by the account of what the handlers depend on: whom it keeps
/// from trying, who tries, and what becomes of the tasks that wait. Each test has an agent type of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("faults")
@Timeout(240)
final class BreakerIT {
    private static final int TASKS = 50;
    private static final int WORKERS = 2;
    private static final int FAILURES = 5;
    private static final Duration WITHIN = Duration.ofSeconds(90);

    private final Dependency dependency = new Dependency();
    private ProcessFleet fleet;
    private ApiClient api;
    private AgentEntries entries;
    private int steadyWorkflows;

    @BeforeAll
    void startFleet(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        fleet = new ProcessFleet(folder, 1, DependentAgents.class, WORKERS, dependency.url());
        api = new ApiClient(fleet.api(0));
        entries = new AgentEntries(fleet.kafka());
        List.of(DependentAgents.STEADY, DependentAgents.RESET, DependentAgents.KEPT, DependentAgents.PROBED,
                DependentAgents.ORPHANED).forEach(api::awaitAgent);
    }

    @AfterAll
    void stopFleet() throws InterruptedException {
        entries.close();
        api.close();
        dependency.close();
        fleet.close();
    }

    @Test
    void whileItIsOpenNobodyTriesAndNoAttemptIsSpentUntilAnOperatorClosesIt() {
        openByFailures(DependentAgents.RESET);
        var failed = dependency.calls(DependentAgents.RESET);

        serveAnotherType();

        assertThat(dependency.calls(DependentAgents.RESET)).isEqualTo(failed);
        assertThat(failed).hasSizeBetween(FAILURES, WORKERS * DependentAgents.SLOTS);
        await("the attempt of each task that waits").untilAsserted(() -> assertThat(attempts("reset"))
                .isEqualTo(IntStream.range(0, TASKS).mapToObj(i -> 1 + of(failed, i)).toList()));

        dependency.set(DependentAgents.RESET, Mode.HOLD);
        reset(DependentAgents.RESET);
        awaitAllWorkersAt(DependentAgents.RESET);
        dependency.set(DependentAgents.RESET, Mode.ANSWER);
        checkAllDone(DependentAgents.RESET);

        assertThat(dependency.calls(DependentAgents.RESET)).hasSize(failed.size() + TASKS);
    }

    @Test
    void oneWorkerTriesOneTaskAtATimeUntilTwoHaveSucceeded() {
        var agent = DependentAgents.PROBED;
        openByFailures(agent);
        dependency.set(agent, Mode.HOLD);

        var first = awaitProbe(agent);
        var probed = entries.breaker(agent);
        assertThat(probed.prober()).isNotNull();
        serveAnotherType();
        assertThat(dependency.running(agent)).containsExactly(first);

        dependency.answer(first::equals, false);
        await("it is open again").until(
                () -> entries.breaker(agent).epoch() == probed.epoch() + 1
                        && entries.state(agent) == State.OPEN);
        assertThat(dependency.running(agent)).isEmpty();

        var second = awaitProbe(agent);
        dependency.answer(second::equals, true);
        var third = awaitProbe(agent);
        assertThat(third.pid()).isEqualTo(second.pid());
        assertThat(entries.state(agent)).isEqualTo(State.HALF_OPEN);
        dependency.answer(third::equals, true);

        awaitAllWorkersAt(agent);
        assertThat(entries.breaker(agent).epoch()).isEqualTo(probed.epoch() + 3);
        dependency.set(agent, Mode.ANSWER);
        checkAllDone(agent);
    }

    @Test
    void anotherWorkerTriesWhenTheOneThatTriedIsKilled() throws Exception {
        var agent = DependentAgents.ORPHANED;
        openByFailures(agent);
        dependency.set(agent, Mode.HOLD);
        var orphan = awaitProbe(agent);

        fleet.killWorker(fleet.indexOfWorker(orphan.pid()));
        dependency.answer(orphan::equals, false);

        var heir = awaitProbe(agent);
        assertThat(heir.pid()).isNotEqualTo(orphan.pid());
        dependency.answer(heir::equals, true);
        dependency.answer(awaitProbe(agent)::equals, true);
        awaitAllWorkersAt(agent);
        dependency.set(agent, Mode.ANSWER);
        checkAllDone(agent);
    }

    @Test
    void itIsStillOpenAfterAWorkerAndTheCoordinatorWereKilled() throws Exception {
        var agent = DependentAgents.KEPT;
        openByFailures(agent);
        var open = entries.breaker(agent);
        var failed = dependency.calls(agent);

        fleet.killWorker(0);
        fleet.killCoordinator(0);
        fleet.restartCoordinator(0);
        serveAnotherType();

        assertThat(entries.breaker(agent)).isEqualTo(open);
        assertThat(dependency.calls(agent)).isEqualTo(failed);

        dependency.set(agent, Mode.ANSWER);
        reset(agent);
        checkAllDone(agent);
    }

    /// Until all workers know that it is open, have begun what they had taken before they knew, and nothing runs any more.
    private void openByFailures(String agent) {
        dependency.set(agent, Mode.FAIL);
        submit(agent, agent);
        await(agent + " is open").until(() -> entries.state(agent) == State.OPEN);
        fleet.awaitLineOfWorkers("circuit breaker changed agent=\"" + agent + "\" state=\"OPEN\"");
        serveAnotherType();
        await("nothing runs").until(() -> dependency.running(agent).isEmpty());
    }

    /// Both workers do tasks of another type, from the first to the last; whatever they were about to take before, they
    /// have taken by then.
    private void serveAnotherType() {
        dependency.set(DependentAgents.STEADY, Mode.HOLD);
        var id = DependentAgents.STEADY + "-" + steadyWorkflows++;
        submit(id, DependentAgents.STEADY);
        awaitAllWorkersAt(DependentAgents.STEADY);
        dependency.set(DependentAgents.STEADY, Mode.ANSWER);
        checkCompleted(id);
    }

    private void reset(String agent) {
        api.post("/api/v1/agents/" + agent + "/reset-breaker");
    }

    private Call awaitProbe(String agent) {
        await("a probe of " + agent).until(() -> !dependency.running(agent).isEmpty());
        var running = dependency.running(agent);
        assertThat(running).hasSize(1);
        return running.getFirst();
    }

    private void awaitAllWorkersAt(String agent) {
        var pids = IntStream.range(0, WORKERS).mapToObj(fleet::pidOfWorker).collect(Collectors.toSet());
        await("tasks of " + agent + " at all workers").until(
                () -> dependency.running(agent).stream().map(Call::pid).collect(Collectors.toSet())
                        .containsAll(pids));
    }

    /// Nothing was lost, nothing was done twice, and the attempts that Muster counts are those that failed and one more.
    private void checkAllDone(String agent) {
        checkCompleted(agent);
        assertThat(dependency.answered(agent)).extracting(Call::task)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, TASKS).mapToObj(i -> agent + "/" + task(i)).toList());
        assertThat(dependency.calls(agent)).doesNotHaveDuplicates();
        assertThat(attempts(agent)).isEqualTo(
                IntStream.range(0, TASKS).mapToObj(i -> of(dependency.calls(agent), i)).toList());
    }

    private void checkCompleted(String workflow) {
        var ended = api.awaitEnd(workflow, WITHIN);
        assertThat(ended.path("status").asString("")).as(ended::toPrettyString).isEqualTo("COMPLETED");
    }

    private List<Integer> attempts(String workflow) {
        JsonNode tasks = api.workflow(workflow).path("tasks");
        return IntStream.range(0, TASKS).mapToObj(i -> tasks.path(task(i)).path("attempts").asInt(0))
                .toList();
    }

    /// How many attempts at a task there are among them. One whose worker was killed before it had claimed it runs again.
    private static int of(List<Call> calls, int index) {
        return (int) calls.stream().filter(call -> call.task().endsWith("/" + task(index)))
                .map(Call::attempt).distinct().count();
    }

    private void submit(String workflow, String agent) {
        var tasks = IntStream.range(0, TASKS).boxed()
                .collect(Collectors.toMap(BreakerIT::task, i -> Map.of("agent", agent, "action", "work",
                        "retry", Map.of("attempts", 20, "delay", "50ms"))));
        api.submit(workflow, Map.of("name", "independent", "onFailure", "fail", "tasks", tasks), Map.of());
    }

    private static String task(int index) {
        return "t" + index;
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(WITHIN).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50));
    }
}
