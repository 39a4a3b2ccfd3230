package dev.muster.coordinator.streams;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Attempts that somebody took and never said so.
class VanishedScenarioTest {
    private static final String ONE = """
            {"name": "one", "tasks": {"a": {"agent": "echo", "action": "say"}}}""";

    @AutoClose
    private final Scene scene;

    VanishedScenarioTest(@TempDir Path folder) {
        scene = Scene.in(folder);
        scene.start("wf", ONE);
    }

    @Test
    void anAttemptThatIsNowhereIsDispatchedAnew() {
        scene.pass(Duration.ofSeconds(40));
        scene.seeEverythingTaken();
        scene.pass(Duration.ofSeconds(40));
        scene.pass(Duration.ofMillis(20));

        assertThat(scene.published()).containsExactly("run a#1", "run a#2");
        assertThat(scene.events()).contains("task.retrying a");
    }

    @Test
    void anAttemptThatStillWaitsInItsTopicIsNot() {
        scene.pass(Duration.ofMinutes(30));

        assertThat(scene.published()).containsExactly("run a#1");
    }

    @Test
    void whatWasSeenBeforeTheAttemptWasSurelyPublishedIsNoEvidence() {
        scene.pass(Duration.ofSeconds(5));
        scene.seeEverythingTaken();
        scene.pass(Duration.ofMinutes(30));

        assertThat(scene.published()).containsExactly("run a#1");
    }

    @Test
    void aClaimedAttemptIsNotSoughtThere() {
        scene.heartbeat("w1", Scene.claim("wf", "a", 1));
        for (int beat = 0; beat < 60; beat++) {
            scene.heartbeat("w1", Scene.claim("wf", "a", 1));
            scene.seeEverythingTaken();
            scene.pass(Duration.ofSeconds(2));
        }

        assertThat(scene.published()).containsExactly("run a#1");
    }
}
