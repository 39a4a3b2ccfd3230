package dev.muster.worker;

import dev.muster.common.Json;
import dev.muster.common.error.TaskExecutionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnnotatedAgentTest {
    record Brief(String brand, int count) {}

    record Images(List<String> images) {}

    @Agent("visual_content")
    static final class VisualContent {
        private final List<String> deleted = new ArrayList<>();

        @Action("batch_generate")
        Images generate(Brief brief, TaskContext task) {
            return new Images(List.of(brief.brand() + "-" + brief.count() + "-" + task.attempt()));
        }

        @Action("count")
        int count(Map<String, List<Integer>> numbers) {
            return Objects.requireNonNull(numbers.get("n")).stream().mapToInt(Integer::intValue).sum();
        }

        @Action("break")
        void broken(boolean isBroken) {
            if (isBroken) {
                throw new IllegalStateException("out of paint");
            }
        }

        @Compensation("delete")
        void delete(Brief brief, @Nullable Images made) {
            deleted.add(brief.brand() + (made == null ? "" : made.images()));
        }
    }

    private static @Nullable Json call(Object agent, String action, boolean compensation, String input,
            @Nullable Json output) throws Exception {
        var definition = AnnotatedAgent.read(agent, new ArrayList<>());
        return Objects.requireNonNull(definition).handler(action, compensation)
                .handle(new TaskCall(action, new Json(input), output), new FixedContext());
    }

    @Test
    void anActionGetsItsInputAndItsContextAndReturnsItsOutput() throws Exception {
        var output = call(new VisualContent(), "batch_generate", false, "{\"brand\":\"acme\",\"count\":6}",
                null);

        assertThat(output).isEqualTo(new Json("{\"images\":[\"acme-6-1\"]}"));
    }

    @Test
    void anInputMayBeOfAnyTypeThatJacksonReads() throws Exception {
        assertThat(call(new VisualContent(), "count", false, "{\"n\":[1,2,3]}", null))
                .isEqualTo(new Json("6"));
    }

    @Test
    void aCompensationGetsWhatTheTaskHadReturned() throws Exception {
        var agent = new VisualContent();

        call(agent, "delete", true, "{\"brand\":\"acme\",\"count\":6}", new Json("{\"images\":[\"a\"]}"));
        call(agent, "delete", true, "{\"brand\":\"acme\",\"count\":6}", null);

        assertThat(agent.deleted).containsExactly("acme[a]", "acme");
    }

    @Test
    void anExceptionOfTheHandlerComesOutAsItIs() {
        assertThatThrownBy(() -> call(new VisualContent(), "break", false, "true", null))
                .isInstanceOf(IllegalStateException.class).hasMessage("out of paint");
    }

    @Test
    void anInputThatCantBeReadIsRefusedWithThePathToTheFault() {
        assertThatThrownBy(
                () -> call(new VisualContent(), "batch_generate", false,
                        "{\"brand\":\"a\",\"count\":\"many\"}",
                        null))
                .isInstanceOfSatisfying(TaskExecutionException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("invalid_input");
                    assertThat(refused.isRetryable()).isFalse();
                    assertThat(refused).hasMessage("input /count can't be read: expected Brief");
                });
    }

    @Test
    void anUnknownActionIsRefusedNamingTheKnownOnes() {
        assertThatThrownBy(() -> call(new VisualContent(), "paint", false, "{}", null))
                .isInstanceOfSatisfying(TaskExecutionException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("unknown_action");
                    assertThat(refused).hasMessage("agent visual_content has no action 'paint': "
                            + "expected one of [batch_generate, break, count, delete]");
                });
    }

    @Agent("not a name")
    static final class Faulty {
        @Action("one")
        void one(String input, TaskContext task, String more) {}

        @Action("two")
        void two() {}

        @Action("two")
        void again() {}

        @Compensation("three")
        void three(String input, String made, String more) {}

        @Action("four")
        @Compensation("four")
        void four() {}

        @Action("5")
        void five() {}
    }

    static final class Plain {}

    @Test
    void everyFaultOfAClassIsListedAtStart() {
        assertThatThrownBy(() -> Worker.builder("127.0.0.1:1").agent(new Faulty()).agent(new Plain()).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the worker can't start: ")
                .hasMessageContaining("Faulty is refused: agent type 'not a name' is not allowed")
                .hasMessageContaining(
                        "Faulty.one takes a TaskContext as parameter 2: expected it to be the last")
                .hasMessageContaining(
                        "Faulty.one takes 3 values: expected at most 1 (the input) and a TaskContext")
                .hasMessageContaining("is the second one of the name 'two'")
                .hasMessageContaining("Faulty.three takes 3 values: expected at most 2")
                .hasMessageContaining("Faulty.four is both an action and a compensation")
                .hasMessageContaining("Faulty.five is refused: action '5' is not allowed")
                .hasMessageContaining("Plain is not annotated with @Agent")
                .hasMessageContaining("Plain has no method annotated with @Action: expected at least one");
    }

    @Test
    void aWorkerWithoutAgentsOrWithTwoOfOneTypeIsRefused() {
        assertThatThrownBy(() -> Worker.builder("127.0.0.1:1").maxInFlight(0).start())
                .hasMessage("the worker can't start: max in flight is 0: expected 1 or more");
        assertThatThrownBy(() -> Worker.builder("127.0.0.1:1").start())
                .hasMessage("the worker can't start: there is no agent: expected at least one");
        assertThatThrownBy(() -> Worker.builder("127.0.0.1:1").agent(AgentDefinition.of("a"))
                .agent(AgentDefinition.of("a")).start()).hasMessageContaining("agent a has no action")
                .hasMessageContaining("agent a is given twice");
    }
}
