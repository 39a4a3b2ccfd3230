package dev.muster.worker.lease;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimDelayTest {
    private final ClaimDelay delay = new ClaimDelay(Duration.ofMillis(64));

    @Test
    void itIsShorterWhileMostTasksAreLonger() {
        delay.waited(1, 4);
        assertThat(delay.current()).isEqualTo(Duration.ofMillis(32));

        for (int batch = 0; batch < 10; batch++) {
            delay.waited(0, 4);
        }

        assertThat(delay.current()).isEqualTo(Duration.ofMillis(4));
    }

    @Test
    void itIsLongerAgainWhenMostEndInTime() {
        delay.waited(0, 4);
        delay.waited(0, 4);
        delay.waited(3, 4);
        assertThat(delay.current()).isEqualTo(Duration.ofMillis(32));

        delay.waited(4, 4);
        delay.waited(4, 4);

        assertThat(delay.current()).isEqualTo(Duration.ofMillis(64));
    }

    @Test
    void aFewLongOnesAmongManyChangeNothing() {
        delay.waited(0, 4);

        delay.waited(6, 10);

        assertThat(delay.current()).isEqualTo(Duration.ofMillis(32));
    }

    @Test
    void nothingTakenChangesNothing() {
        delay.waited(0, 0);

        assertThat(delay.current()).isEqualTo(Duration.ofMillis(64));
    }
}
