package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.LagView.Partition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CatchUpTest {
    private final CatchUp catchUp = new CatchUp();

    @Test
    void threeTopicsInARowAreReadAfterThreeMoreLooks() {
        assertThat(catchUp.looked(1_000, at(10, 10))).isEmpty();
        assertThat(catchUp.looked(2_000, at(10, 10))).isEmpty();
        assertThat(catchUp.looked(3_000, at(10, 10))).isEmpty();

        assertThat(catchUp.looked(4_000, at(10, 10))).hasValue(1_000);
        assertThat(catchUp.looked(5_000, at(10, 10))).hasValue(2_000);
    }

    @Test
    void whatIsBehindSettlesNothingUntilItHasReadWhatWasThere() {
        for (var look = 1; look < 100; look++) {
            assertThat(catchUp.looked(look * 1_000L, at(1_000 + look, look))).isEmpty();
        }

        assertThat(catchUp.looked(100_000, at(1_100, 1_050))).as("one topic").isEmpty();
        assertThat(catchUp.looked(101_000, at(1_101, 1_100))).as("two topics").isEmpty();
        assertThat(catchUp.looked(102_000, at(1_102, 1_102))).as("three topics").hasValue(50_000);
    }

    @Test
    void everyPartitionHasToBeRead() {
        for (var look = 1; look < 10; look++) {
            assertThat(catchUp.looked(look * 1_000L,
                    List.of(partition(0, 10, 10L), partition(1, 10, 9L)))).isEmpty();
        }
    }

    @Test
    void whatWasNeverReadIsBehindUnlessThereIsNothing() {
        for (var look = 1; look < 4; look++) {
            catchUp.looked(look * 1_000L, List.of(partition(0, 10, 10L), partition(1, 0, null)));
        }
        assertThat(catchUp.looked(4_000, List.of(partition(0, 10, 10L), partition(1, 1, null))))
                .hasValue(1_000);

        for (var look = 5; look < 10; look++) {
            assertThat(catchUp.looked(look * 1_000L,
                    List.of(partition(0, 10, 10L), partition(1, 1, null))).orElseThrow())
                    .isLessThanOrEqualTo(1_000);
        }
    }

    private static List<Partition> at(long end, long position) {
        return List.of(partition(0, end, position));
    }

    private static Partition partition(int number, long end, @Nullable Long position) {
        return new Partition("muster.reports", number, end, position,
                end - (position == null ? 0 : position));
    }
}
