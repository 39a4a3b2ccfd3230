package dev.muster.dev;

import dev.muster.common.wire.AgentRecord.Breaker.State;
import dev.muster.dev.Dependency.Call;
import dev.muster.dev.Dependency.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What a service behind an agent depends on is away for a while, and workflows go on to come: their tasks wait in one line,
/// and are done from its head when the service is back. It then does so many tasks as it is told to, so that what is left
/// is known after each step.
@Tag("faults")
@Timeout(240)
final class OutageIT {
    private static final String AGENT = DependentAgents.OUTAGE;
    private static final int LIMIT = DependentAgents.OUTAGE_LIMIT;
    private static final int WORKFLOWS = 4;
    private static final int FAN = 50;
    private static final int TASKS = WORKFLOWS * FAN;
    private static final int STEP = 20;
    /// A gate tells of 64 requests in a row since when the first of them waits.
    private static final int TOLD_AS_ONE = 64;
    private static final Duration WITHIN = Duration.ofSeconds(90);

    private final Dependency dependency = new Dependency();
    /// Before each workflow was submitted, and when all of its tasks were ready: milliseconds of the epoch.
    private final List<Long> submitted = new ArrayList<>();
    private final List<Long> ready = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();

    /// Since when the oldest task waits. The age is told as of a moment between the question and the answer.
    private record Sample(long from, long to) {}

    @Test
    void whatCameDuringAnOutageIsDoneOldestFirstAndOnce(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        try (dependency;
                var fleet = new ProcessFleet(folder, 1, DependentAgents.class, 2, dependency.url());
                var api = new ApiClient(fleet.api(0));
                var entries = new AgentEntries(fleet.kafka())) {
            api.awaitAgent(AGENT);
            dependency.set(AGENT, Mode.FAIL);
            submit(api);
            await("the circuit breaker is open").until(() -> entries.state(AGENT) == State.OPEN);
            fleet.awaitLineOfWorkers("circuit breaker changed agent=\"" + AGENT + "\" state=\"OPEN\"");
            await("nothing runs").until(() -> dependency.running(AGENT).isEmpty());
            awaitReady(api);
            while (submitted.size() < WORKFLOWS) {
                submit(api);
                awaitReady(api);
            }
            var failed = dependency.calls(AGENT);
            assertThat(failed).hasSizeBetween(5, LIMIT);

            dependency.set(AGENT, Mode.HOLD);
            api.post("/api/v1/agents/" + AGENT + "/reset-breaker");
            drain(api);

            var after = dependency.calls(AGENT).subList(failed.size(), failed.size() + TASKS);
            assertThat(dependency.calls(AGENT)).hasSize(failed.size() + TASKS).doesNotHaveDuplicates();
            assertThat(after).extracting(Call::task).doesNotHaveDuplicates();
            IntStream.range(0, WORKFLOWS).forEach(index -> assertThat(
                    api.awaitEnd(name(index), WITHIN).path("status").asString("")).isEqualTo("COMPLETED"));
            assertThat(outOfTurn(after.stream().map(OutageIT::workflow).toList()))
                    .as("tasks that began after one of a later workflow: those at most that had permits with it")
                    .isLessThan(LIMIT);
        }
    }

    /// The age of the oldest task never goes back to an older one, and belongs to one that waits.
    private void drain(ApiClient api) {
        for (var done = STEP; done <= TASKS; done += STEP) {
            var count = done;
            var left = Math.max(0, TASKS - count - LIMIT);
            dependency.letThrough(AGENT, STEP);
            await(count + " tasks done").until(() -> dependency.answered(AGENT).size() == count);
            await("the next have permits").until(() -> waiting(api) == left);
            if (left > 0) {
                var eldest = Math.max(0, count - TOLD_AS_ONE + 1) / FAN;
                // What its topic held was looked at every five seconds.
                await("the oldest is of workflow " + eldest + " or later").until(() -> {
                    sample(api);
                    return samples.getLast().from() >= submitted.get(eldest);
                });
                assertThat(samples.getLast().from())
                        .isLessThanOrEqualTo(ready.get(Math.min(WORKFLOWS - 1, (count + LIMIT) / FAN)));
            }
        }
        await("nothing waits").until(() -> api.read("/api/v1/agents/" + AGENT),
                agent -> !agent.has("oldestReadySeconds") && agent.path("backlog").asInt(-1) == 0);
        var latest = 0L;
        for (var sample : samples) {
            assertThat(sample.to()).as("%s", samples).isGreaterThanOrEqualTo(latest);
            latest = Math.max(latest, sample.from());
        }
    }

    private void sample(ApiClient api) {
        var asked = System.currentTimeMillis();
        var agent = api.read("/api/v1/agents/" + AGENT);
        var answered = System.currentTimeMillis();
        var age = Math.round(agent.path("oldestReadySeconds").asDouble() * 1_000);
        samples.add(new Sample(asked - age, answered - age));
    }

    /// How many tasks began after one of a later workflow, at most.
    private static long outOfTurn(List<Integer> workflows) {
        return IntStream.range(0, workflows.size()).mapToLong(index -> workflows.stream().skip(index)
                .filter(later -> later < workflows.get(index)).count()).max().orElse(0);
    }

    private void submit(ApiClient api) {
        var index = submitted.size();
        submitted.add(System.currentTimeMillis());
        api.submit(name(index), Map.of("name", "fan", "fairnessKey", "all", "onFailure", "fail", "tasks",
                Map.of("all", Map.of("agent", AGENT, "action", "work", "forEach", FAN,
                        "retry", Map.of("attempts", 20, "delay", "50ms")))),
                Map.of());
    }

    /// Until all of those that were submitted are ready: some have permits, and lie in the topic.
    private void awaitReady(ApiClient api) {
        var waiting = submitted.size() * FAN - LIMIT;
        await(waiting + " tasks wait").until(() -> waiting(api) == waiting);
        ready.add(System.currentTimeMillis());
    }

    private static int waiting(ApiClient api) {
        return api.read("/api/v1/agents/" + AGENT).path("waiting").asInt(-1);
    }

    private static String name(int index) {
        return "fan-" + index;
    }

    private static int workflow(Call call) {
        return Integer.parseInt(call.task().substring("fan-".length(), call.task().indexOf('/')));
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(WITHIN).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50));
    }
}
