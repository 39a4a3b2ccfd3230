package dev.muster.worker.lease;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SlotsTest {
    private final Slots slots = new Slots(2);

    @Test
    void aSlotIsFreeUntilItIsTakenAndAgainWhenItIsGivenBack() {
        slots.take();
        assertThat(slots.free()).isEqualTo(1);

        slots.giveBack();

        assertThat(slots.free()).isEqualTo(2);
    }

    @Test
    void noMoreAreTakenThanThereAre() {
        slots.take();
        slots.take();

        assertThatThrownBy(slots::take).isInstanceOf(IllegalStateException.class)
                .hasMessage("all 2 slots are taken");
    }

    @Test
    void noMoreAreGivenBackThanWereTaken() {
        assertThatThrownBy(slots::giveBack).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void waitingForASlotEndsWhenOneIsGivenBack() throws Exception {
        slots.take();
        slots.take();

        Thread.ofVirtual().start(slots::giveBack);

        assertThat(slots.awaitFree(1, Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void waitingForMoreThanBecomesFreeIsInVain() throws Exception {
        slots.take();

        assertThat(slots.awaitFree(2, Duration.ofMillis(1))).isFalse();
        assertThat(slots.awaitIdle(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void aWorkerWithoutSlotsIsRefused() {
        assertThatThrownBy(() -> new Slots(0)).hasMessage("max in flight is 0: expected 1 or more");
    }
}
