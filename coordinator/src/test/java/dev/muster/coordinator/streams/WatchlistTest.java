package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.WorkflowState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WatchlistTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MANY = 2 * Watchlist.AT_ONCE + 1;

    private final Watchlist watchlist = new Watchlist();

    @Test
    void aWorkflowIsDueAMinuteAfterItDispatchedAndEachMinuteFromThen() {
        watchlist.changed(header(1, 1), true, 1_000);

        assertThat(watchlist.due(MINUTE, 60_999)).isEmpty();
        assertThat(watchlist.due(MINUTE, 61_000)).containsExactly(watched(1, 1_000));
        assertThat(watchlist.due(MINUTE, 120_999)).isEmpty();
        assertThat(watchlist.due(MINUTE, 121_000)).containsExactly(watched(1, 1_000));

        watchlist.changed(header(1, 1), true, 121_001);
        assertThat(watchlist.due(MINUTE, 181_000)).isEmpty();
    }

    @Test
    void oneWithoutAttemptsUnderWayIsNot() {
        watchlist.changed(header(1, 1), true, 1_000);
        watchlist.changed(header(1, 0), false, 2_000);

        assertThat(watchlist.due(MINUTE, 600_000)).isEmpty();
    }

    /// A look at all of a hundred thousand would keep the stream thread for longer than its transaction may last.
    @Test
    void ofManyAFewAreDueAtOnceAndEachInItsTurn() {
        IntStream.range(0, MANY).forEach(number -> watchlist.changed(header(number, 1), true, 0));

        var looks = IntStream.range(0, 3).mapToObj(look -> watchlist.due(MINUTE, 60_000 + look)).toList();

        assertThat(looks).extracting(List::size).containsExactly(Watchlist.AT_ONCE, Watchlist.AT_ONCE, 1);
        assertThat(looks.stream().flatMap(List::stream)).doesNotHaveDuplicates();
        assertThat(watchlist.due(MINUTE, 60_003)).isEmpty();
    }

    private static Watchlist.Watched watched(int number, long dispatchedMillis) {
        return new Watchlist.Watched(id(number), dispatchedMillis);
    }

    private static WorkflowId id(int number) {
        return new WorkflowId("w-" + number);
    }

    private static Header header(int number, int active) {
        return new Header(id(number), WorkflowState.RUNNING, new Header.Progress(1, 0, 0, 0),
                new Header.Load(1, active, 0, 0, 0), Header.Queue.EMPTY,
                new Header.Span(Instant.EPOCH, Instant.EPOCH, null, null), Header.Outcome.OPEN);
    }
}
