package dev.muster.coordinator.streams;

import dev.muster.common.Topics;
import dev.muster.common.error.NotReadyException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/// The log of events while no broker answers.
class EventLogTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final FeedPositions start = new FeedPositions(1, new long[]{0, 0});

    @Test
    void aLogThatDoesNotAnswerIsNotReadyHoweverOftenItIsTried() {
        var log = log(Map.of("default.api.timeout.ms", "60", "request.timeout.ms", "50"));

        for (var attempt = 0; attempt < 6; attempt++) {
            assertThatExceptionOfType(NotReadyException.class).isThrownBy(() -> log.read(start, SOON));
        }
    }

    @Test
    void whoIsToldToStopWhileTheLogIsAskedStops() throws InterruptedException {
        var log = log(Map.of());
        var thrown = new CompletableFuture<Throwable>();
        var asking = Thread.ofVirtual()
                .start(() -> thrown.complete(catchThrowable(() -> log.read(start, SOON))));
        Awaitility.await().until(() -> Arrays.stream(asking.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("beginningOffsets")));

        asking.interrupt();

        assertThat(thrown).succeedsWithin(SOON).isInstanceOf(InterruptedException.class);
    }

    private static EventLog log(Map<String, String> kafka) {
        var config = EngineConfig.of("127.0.0.1:1", Path.of("none"));
        return new EventLog(new ClientSettings(new EngineConfig(config.bootstrapServers(), Topics.DEFAULT,
                config.keeping(), config.silence(), null, null, kafka)), "events");
    }
}
