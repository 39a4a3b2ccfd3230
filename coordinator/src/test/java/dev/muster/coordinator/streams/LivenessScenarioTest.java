package dev.muster.coordinator.streams;

import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.WorkerRecord;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Claims by heartbeat, and what becomes of them when a worker is heard no more.
class LivenessScenarioTest {
    private static final String ONE = """
            {"name": "one", "tasks": {"a": {"agent": "echo", "action": "say"}}}""";

    @AutoClose
    private final Scene scene;

    LivenessScenarioTest(@TempDir Path folder) {
        scene = Scene.in(folder);
        scene.start("wf", ONE);
    }

    @Test
    void aClaimIsReportedOnceHoweverOftenItIsListed() {
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));

        assertThat(scene.events()).containsExactly("workflow.started", "task.started a");
        assertThat(scene.tallies().staleInputs()).isZero();
        assertThat(scene.task("wf", "a").worker()).isEqualTo("w1");
    }

    @Test
    void theTasksOfASilentWorkerAreDispatchedAnew() {
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));

        beSilentFor(Duration.ofMillis(9_800));
        assertThat(scene.published()).containsExactly("run a#1");
        beSilentFor(Duration.ofMillis(400));

        assertThat(scene.published()).containsExactly("run a#2");
        assertThat(scene.events()).contains("task.retrying a");
    }

    @Test
    void aWorkerThatIsHeardKeepsItsClaims() {
        for (int beat = 0; beat < 10; beat++) {
            scene.heartbeat("w1", Scene.claim("wf", "a", 1));
            beSilentFor(Duration.ofSeconds(2));
        }

        assertThat(scene.published()).containsExactly("run a#1");
    }

    @Test
    void aCoordinatorThatWasHeldUpDoesNotTakeThatForSilence() {
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));

        scene.pass(Duration.ofMinutes(1));
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));
        beSilentFor(Duration.ofSeconds(9));

        assertThat(scene.published()).containsExactly("run a#1");
    }

    @Test
    void whatALeavingWorkerStillHeldIsDispatchedAnew() {
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));
        scene.leave("w1");
        scene.pass(Duration.ofMillis(20));

        assertThat(scene.published()).containsExactly("run a#1", "run a#2");
    }

    @Test
    void aWorkerThatBeginsToCountAnewHasLostWhatItHeld() {
        scene.heartbeat("w1", 7, Scene.claim("wf", "a", 1));
        scene.heartbeat("w1", 1);
        scene.pass(Duration.ofMillis(20));

        assertThat(scene.published()).containsExactly("run a#1", "run a#2");
    }

    @Test
    void aClaimThatIsListedNoMoreIsNotLost() {
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));
        scene.succeed("wf", "a", 1);
        scene.heartbeat("w1");
        beSilentFor(Duration.ofSeconds(20));

        assertThat(scene.published()).containsExactly("run a#1");
        assertThat(scene.view("wf").status()).isEqualTo("COMPLETED");
        assertThat(scene.tallies().staleInputs()).isEqualTo(0);
    }

    @Test
    void aWorkerThatAsksMayRunAnAttemptThatNobodyHas() {
        scene.heartbeat("w1", asking("wf", "a", 1));
        scene.heartbeat("w1", asking("wf", "a", 1));

        assertThat(scene.told()).containsExactly("confirm a#1 at w1");
        assertThat(scene.task("wf", "a").worker()).isEqualTo("w1");
    }

    @Test
    void aWorkerThatAsksAgainIsAnsweredAgainAndKeepsItsClaim() {
        scene.heartbeat("w1", asking("wf", "a", 1));
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));
        scene.heartbeat("w1", asking("wf", "a", 1));

        assertThat(scene.told()).containsExactly("confirm a#1 at w1", "confirm a#1 at w1");
        assertThat(scene.published()).containsExactly("run a#1");
    }

    @Test
    void p5_anAttemptThatWasReportedIsNotRunAgain() {
        scene.succeed("wf", "a", 1);
        scene.heartbeat("w2", asking("wf", "a", 1));

        assertThat(scene.told()).containsExactly("cancel a#1 at w2");
    }

    @Test
    void anAttemptThatRunsAtOneWorkerIsNotGivenToAnother() {
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));
        scene.heartbeat("w2", asking("wf", "a", 1));
        scene.leave("w2");

        assertThat(scene.told()).containsExactly("cancel a#1 at w2");
        assertThat(scene.task("wf", "a").worker()).isEqualTo("w1");
        assertThat(scene.published()).containsExactly("run a#1");
    }

    @Test
    void aWorkerThatRunsWhatAnotherClaimedBeforeIsToldToStop() {
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));
        scene.heartbeat("w2", Scene.claim("wf", "a", 1));

        assertThat(scene.told()).containsExactly("cancel a#1 at w2");
    }

    @Test
    void aClaimThatComesAfterItsReportIsPassedOver() {
        scene.succeed("wf", "a", 1);
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));

        assertThat(scene.told()).isEmpty();
    }

    @Test
    void anAttemptOfNoKnownWorkflowIsNotRun() {
        scene.heartbeat("w1", asking("gone", "a", 1));

        assertThat(scene.told()).containsExactly("cancel a#1 at w1");
    }

    @Test
    void anAttemptThatIsNoLongerWantedIsNotConfirmedButReported() {
        scene.heartbeat("w1", asking("wf", "a", 1));
        scene.command("wf", new CommandRecord.Cancel(null, false));
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));
        scene.heartbeat("w1", asking("wf", "a", 1));

        assertThat(scene.told()).containsExactly("confirm a#1 at w1", "cancel a#1", "cancel a#1");
    }

    private static WorkerRecord.Claim asking(String workflow, String task, int attempt) {
        return new WorkerRecord.Claim(workflow, task, attempt, true);
    }

    /// In steps, as a coordinator that is not held up sees it.
    private void beSilentFor(Duration time) {
        for (var left = time; left.isPositive(); left = left.minusMillis(200)) {
            scene.pass(Duration.ofMillis(200));
        }
    }
}
