package dev.muster.dev.agents;

import dev.muster.common.error.TaskExecutionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PaceTest {
    @Test
    void aStepIsReported() {
        var task = FakeTask.of("w", "t");

        Pace.none().step(task, 1, 3, "one");
        Pace.none().step(task, 3, 3, "three");

        assertThat(task.percentages()).containsExactly(33, 100);
    }

    @Test
    void aStepIsDrawnOut() {
        var start = System.nanoTime();

        new Pace(Duration.ofMillis(120)).step(FakeTask.of("w", "t"), 1, 1, "done");

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void aCancellationEndsTheWait() {
        var looks = new AtomicInteger();
        var task = FakeTask.of("w", "t").cancelledWhen(() -> looks.incrementAndGet() > 2);

        assertThatThrownBy(() -> new Pace(Duration.ofHours(1)).step(task, 1, 2, "half"))
                .isInstanceOfSatisfying(TaskExecutionException.class,
                        failure -> assertThat(failure.code()).isEqualTo("cancelled"));
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Pace(Duration.ofHours(1)).step(FakeTask.of("w", "t"), 1, 2, "half"))
                .isInstanceOf(TaskExecutionException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aNegativePaceIsRefused() {
        assertThatThrownBy(() -> new Pace(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
