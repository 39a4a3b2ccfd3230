package dev.muster.coordinator.core;

import dev.muster.common.Json;
import dev.muster.common.definition.OnFailure;
import dev.muster.common.definition.Policy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.muster.coordinator.core.TaskSketch.task;
import static org.assertj.core.api.Assertions.assertThat;

/// Every command and every timer of the workflow, in every state that it can be in.
class WorkflowMatrixTest {
    enum Given {
        ABSENT, PENDING, RUNNING, STOPPING, PAUSED, ROLLING_BACK, COMPLETED, FAILED, CANCELLED, ROLLED_BACK,
        ROLLBACK_FAILED;

        Scenario scenario() {
            return switch (this) {
                case ABSENT -> flow(OnFailure.ROLLBACK);
                case PENDING ->
                    flow(OnFailure.ROLLBACK).gated(true).started().is(WorkflowState.PENDING);
                case RUNNING -> flow(OnFailure.ROLLBACK).started();
                case STOPPING ->
                    flow(OnFailure.FAIL).started().claim("b").fail("a").is(WorkflowState.RUNNING);
                case PAUSED ->
                    flow(OnFailure.ROLLBACK).started().give(new Input.Pause()).is(WorkflowState.PAUSED);
                case ROLLING_BACK -> flow(OnFailure.ROLLBACK).started().succeed("b").fail("a")
                        .is(WorkflowState.ROLLING_BACK);
                case COMPLETED -> flow(OnFailure.ROLLBACK).started().succeed("a").succeed("b")
                        .is(WorkflowState.COMPLETED);
                case FAILED -> flow(OnFailure.FAIL).started().fail("a").is(WorkflowState.FAILED);
                case CANCELLED -> flow(OnFailure.FAIL).started().give(new Input.Cancel(false))
                        .is(WorkflowState.CANCELLED);
                case ROLLED_BACK ->
                    flow(OnFailure.ROLLBACK).started().fail("a").is(WorkflowState.ROLLED_BACK);
                case ROLLBACK_FAILED -> flow(OnFailure.ROLLBACK).started().succeed("b").fail("a").fail("b")
                        .is(WorkflowState.ROLLBACK_FAILED);
            };
        }

        private static Scenario flow(OnFailure onFailure) {
            return Scenario.of(new Policy(9, Duration.ofHours(1), onFailure, 0, null), task("a"),
                    task("b").undoable());
        }
    }

    private enum Command {
        START, ADMITTED, CANCEL, CANCEL_AND_ROLL_BACK, PAUSE, RESUME, RETRY, ROLLBACK, EARLY_TIMEOUT,
        CONTINUE;

        Input input() {
            return switch (this) {
                case ADMITTED -> new Input.Admitted();
                case START -> new Input.Start(Json.EMPTY_OBJECT);
                case CANCEL -> new Input.Cancel(false);
                case CANCEL_AND_ROLL_BACK -> new Input.Cancel(true);
                case PAUSE -> new Input.Pause();
                case RESUME -> new Input.Resume();
                case RETRY -> new Input.Retry();
                case ROLLBACK -> new Input.Rollback();
                case EARLY_TIMEOUT -> new Input.TimerDue(Timer.WORKFLOW_TIMEOUT);
                case CONTINUE -> new Input.TimerDue(Timer.CONTINUE);
            };
        }
    }

    private static final Map<Given, Set<Command>> ACCEPTED = new EnumMap<>(Map.of(
            Given.PENDING,
            EnumSet.of(Command.ADMITTED, Command.CANCEL, Command.CANCEL_AND_ROLL_BACK, Command.PAUSE,
                    Command.ROLLBACK, Command.CONTINUE),
            Given.RUNNING,
            EnumSet.of(Command.CANCEL, Command.CANCEL_AND_ROLL_BACK, Command.PAUSE, Command.ROLLBACK,
                    Command.CONTINUE),
            Given.STOPPING, EnumSet.of(Command.CONTINUE),
            Given.PAUSED,
            EnumSet.of(Command.CANCEL, Command.CANCEL_AND_ROLL_BACK, Command.RESUME, Command.ROLLBACK,
                    Command.CONTINUE),
            Given.ROLLING_BACK, EnumSet.of(Command.CONTINUE),
            Given.COMPLETED, EnumSet.of(Command.ROLLBACK, Command.CONTINUE),
            Given.FAILED, EnumSet.of(Command.RETRY, Command.ROLLBACK, Command.CONTINUE),
            Given.CANCELLED, EnumSet.of(Command.ROLLBACK, Command.CONTINUE),
            Given.ROLLED_BACK, EnumSet.of(Command.CONTINUE),
            Given.ROLLBACK_FAILED, EnumSet.of(Command.RETRY, Command.CONTINUE)));

    @ParameterizedTest
    @EnumSource
    void everyCommandIsAcceptedOrRefusedAsTheStateSays(Given given) {
        for (var command : Command.values()) {
            var flow = given.scenario();
            var before = flow.rows().all().toString();

            flow.give(command.input());

            var isAccepted = flow.last() instanceof Decision.Accepted;
            var expected = given == Given.ABSENT
                    ? command == Command.START
                    : ACCEPTED.getOrDefault(given, Set.of()).contains(command);
            assertThat(isAccepted).as("%s when %s", command, given).isEqualTo(expected);
            if (!isAccepted) {
                assertThat(flow.rows().all()).as("%s when %s", command, given).hasToString(before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "ABSENT", mode = EnumSource.Mode.EXCLUDE)
    void p2_aTimeoutThatIsDueEndsOnlyWhatRuns(Given given) {
        var flow = given.scenario();
        var before = flow.header().state();

        flow.pass(Duration.ofHours(2));

        if (given == Given.RUNNING) {
            flow.is(WorkflowState.ROLLED_BACK);
        } else if (given != Given.STOPPING) {
            flow.is(before);
        }
    }

    @Test
    void theMatrixKnowsEveryStateAndEveryCommand() {
        assertThat(Stream.of(Command.values()).map(command -> command.input().getClass().getName()))
                .contains(Stream.of(Input.Command.class.getPermittedSubclasses()).map(Class::getName)
                        .toArray(String[]::new));
        assertThat(Stream.of(Given.values()).map(Enum::name))
                .contains(Stream.of(WorkflowState.values()).map(Enum::name).toArray(String[]::new));
    }
}
