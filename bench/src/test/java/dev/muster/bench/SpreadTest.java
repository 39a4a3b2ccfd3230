package dev.muster.bench;

import dev.muster.bench.Spread.Range;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadTest {
    @Test
    void ofAnOddNumberOfRunsTheOneInTheMiddleIsTheMedian() {
        assertThat(Range.of(List.of(3.0, 9.0, 1.0))).isEqualTo(new Range(3, 1, 9));
    }

    @Test
    void ofAnEvenNumberItIsBetweenTheTwoInTheMiddle() {
        assertThat(Range.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Range(3, 1, 9));
    }

    @Test
    void itsFiguresHaveTheNamesThatTheyHaveInARun() {
        var spread = Spread.of(List.of(result(100), result(300)));

        assertThat(spread.figures().get("workflowsPerSecond")).isEqualTo(new Range(200, 100, 300));
        assertThat(spread.json())
                .contains("\"workflowsPerSecond\":{\"median\":200.0,\"min\":100.0,\"max\":300.0}");
    }

    private static Result result(double perSecond) {
        return new Result(Map.of("workflowsPerSecond", perSecond));
    }
}
