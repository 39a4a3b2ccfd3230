package dev.muster.coordinator.streams;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FeedPositionsTest {
    @Test
    void whatIsToldIsReadBack() {
        var told = new FeedPositions(-7, new long[]{0, 127, 128, 1L << 62, Long.MAX_VALUE});

        var read = FeedPositions.read(told.text());

        assertThat(read.match(told)).isTrue();
        assertThat(read.reach(told)).isTrue();
        assertThat(told.reach(read)).isTrue();
        assertThat(read.text()).isEqualTo(told.text());
    }

    @Test
    void anEventIsPassedOnce() {
        var positions = new FeedPositions(1, new long[]{5, 5});

        assertThat(positions.pass(new FeedEvent.Place(0, 4))).isFalse();
        assertThat(positions.pass(new FeedEvent.Place(0, 7))).isTrue();
        assertThat(positions.pass(new FeedEvent.Place(0, 7))).isFalse();
        assertThat(positions.pass(new FeedEvent.Place(1, 5))).isTrue();
        assertThat(positions.next(0)).isEqualTo(8);
        assertThat(positions.next(1)).isEqualTo(6);
    }

    @Test
    void positionsOfAnotherLogDontMatch() {
        var positions = new FeedPositions(1, new long[]{5, 5});

        assertThat(positions.match(new FeedPositions(2, new long[]{5, 5}))).isFalse();
        assertThat(positions.match(new FeedPositions(1, new long[]{5}))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "AQ", "AQAAAAEB", "AQAAAAEA", "AgAAAAEBBQ", "AQAAAAEBBQU", "not base64!",
        "AQAAAAEB_____________w"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> FeedPositions.read(text));
    }
}
