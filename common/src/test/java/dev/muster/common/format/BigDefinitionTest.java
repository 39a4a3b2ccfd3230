package dev.muster.common.format;

import dev.muster.common.error.CircularDependencyException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BigDefinitionTest {
    private static final int TASKS = 10_000;
    /// Of processor time, many times what it takes: a check that is quadratic takes minutes.
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final DefinitionReader reader = new DefinitionReader();

    @ParameterizedTest
    @ValueSource(strings = {"${tasks.tPREVIOUS.output.x}", "${tasks.tPREVIOUS.output.x + tasks.t0.output.x}"})
    void aChainOfTenThousandTasksIsReadInGoodTime(String expression) {
        var text = chain(i -> i == 0
                ? ""
                : ",\"dependsOn\":[\"t" + (i - 1) + "\"],\"input\":\""
                        + expression.replace("PREVIOUS", String.valueOf(i - 1)) + "\"");

        var before = processorTime();
        var definition = reader.read(text);

        assertThat(processorTime().minus(before)).isLessThan(LONGEST);
        assertThat(definition.workflow().tasks()).hasSize(TASKS);
    }

    @Test
    void aCircleOfTenThousandTasksIsFound() {
        var text = chain(i -> ",\"dependsOn\":[\"t" + ((i + 1) % TASKS) + "\"]");

        assertThatThrownBy(() -> reader.read(text)).isInstanceOfSatisfying(CircularDependencyException.class,
                e -> assertThat(e.cycle()).hasSize(TASKS))
                .hasMessageStartingWith("circular dependency: t0 -> t1 -> t2")
                .hasMessageEndingWith("-> t9999 -> t0");
    }

    private static String chain(IntFunction<String> fields) {
        return IntStream.range(0, TASKS)
                .mapToObj(i -> "\"t" + i + "\":{\"agent\":\"g\",\"action\":\"x\"" + fields.apply(i) + "}")
                .collect(Collectors.joining(",", "{\"name\":\"chain\",\"tasks\":{", "}}"));
    }

    private static Duration processorTime() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }
}
