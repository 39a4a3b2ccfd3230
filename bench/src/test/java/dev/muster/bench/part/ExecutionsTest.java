package dev.muster.bench.part;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExecutionsTest {
    private final Executions executions = new Executions();

    @Test
    void manyDifferentAttemptsAreCountedOnceEach() {
        IntStream.range(0, 300_000).forEach(number -> executions.add("chain3-" + number + "/first/1"));

        assertThat(executions.count()).isEqualTo(300_000);
        assertThat(executions.repeated()).isZero();
    }

    @Test
    void anAttemptThatRunsAgainIsRepeatedHoweverManyCameBetween() {
        executions.add("chain3-17/first/1");
        IntStream.range(18, 100_000).forEach(number -> executions.add("chain3-" + number + "/first/1"));

        executions.add("chain3-17/first/1");

        assertThat(executions.repeated()).isEqualTo(1);
    }

    @Test
    void theNextAttemptAtATaskIsAnother() {
        executions.add("chain3-17/first/1");
        executions.add("chain3-17/first/2");

        assertThat(executions.repeated()).isZero();
    }
}
