package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.port.Events.Heard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventTailTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final FeedPositions start = new FeedPositions(1, new long[]{0, 0});
    private final EventTail tail = new EventTail(start);

    @Test
    void whoListensHearsWhatIsAddedFromThenOn() throws InterruptedException {
        add(0, 0, "a");
        var heard = subscribe(tail.newest());

        add(0, 2, "b");
        add(1, 0, "c");

        assertThat(ids(heard.next(AT_ONCE))).containsExactly("b", "c");
        assertThat(ids(heard.next(AT_ONCE))).isEmpty();
    }

    @Test
    void whoGoesOnAtAPositionHearsEachEventOnce() throws InterruptedException {
        IntStream.range(0, 20).forEach(number -> add(number % 2, number / 2, "e" + number));
        var first = (Heard.Batch) subscribe(start.copy()).next(AT_ONCE);

        for (var at = 0; at < 20; at++) {
            var again = subscribe(FeedPositions.read(first.events().get(at).position()));

            assertThat(ids(again.next(AT_ONCE)))
                    .containsExactlyElementsOf(ids(first).subList(at + 1, 20));
        }
    }

    @Test
    void whoIsOvertakenIsToldThatHeLostTheThread() throws InterruptedException {
        var slow = subscribe(tail.newest());
        assertThat(ids(slow.next(AT_ONCE))).isEmpty();

        IntStream.range(0, 10_001).forEach(number -> add(0, number, "e" + number));

        assertThat(slow.next(AT_ONCE)).isInstanceOf(Heard.Lost.class);
    }

    @Test
    void whatHasTooManyCharactersIsForgotten() {
        IntStream.range(0, 20)
                .forEach(number -> tail.add(event(0, number, "w", "\"" + "x".repeat(1 << 20) + "\"")));

        assertThat(tail.of(new WorkflowId("w"))).hasSizeBetween(14, 16);
        assertThat(tail.from(start)).isEmpty();
        assertThat(tail.from(tail.newest())).isPresent();
    }

    @Test
    void theEventsOfAWorkflowAreToldInTheirOrder() {
        IntStream.range(0, 20).forEach(number -> tail.add(event(0, number, "w" + number % 2, "" + number)));

        assertThat(tail.of(new WorkflowId("w1"))).extracting(event -> event.data().text())
                .containsExactly("1", "3", "5", "7", "9", "11", "13", "15", "17", "19");
    }

    private void add(int partition, long offset, String id) {
        tail.add(event(partition, offset, id, "{}"));
        tail.told();
    }

    private FeedSubscription subscribe(FeedPositions from) {
        return new FeedSubscription(tail, new EventLog(settings(), "events"), event -> true, from);
    }

    private static ClientSettings settings() {
        return new ClientSettings(EngineConfig.of("none", Path.of("none")));
    }

    private static FeedEvent event(int partition, long offset, String workflow, String data) {
        return new FeedEvent(new FeedEvent.Place(partition, offset), workflow, "dev.muster.task.completed",
                null,
                CloudEvent.headers(Map.of("ce_id", workflow)), new Json(data));
    }

    private static List<String> ids(Heard heard) {
        return ((Heard.Batch) heard).events().stream()
                .map(event -> WireFormat.MAPPER.readTree(event.json().text()).path("id").asString()).toList();
    }
}
