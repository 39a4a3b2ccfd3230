package dev.muster.worker.builtin;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.worker.FixedContext;
import dev.muster.worker.TaskCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ExecAgentTest {
    private static final TaskCall CALL = new TaskCall("paint", new Json("{\"n\":1}"), new Json("\"made\""));

    private static @Nullable Json run(String command) throws Exception {
        return ExecAgent.handler(new AgentType("a"), command).handle(CALL, new FixedContext());
    }

    private static void assertFails(String command, String code, String message, boolean retryable) {
        assertThatThrownBy(() -> run(command)).isInstanceOfSatisfying(TaskExecutionException.class,
                failed -> {
                    assertThat(failed.code()).isEqualTo(code);
                    assertThat(failed).hasMessage(message);
                    assertThat(failed.isRetryable()).isEqualTo(retryable);
                });
    }

    @Test
    void theCommandGetsTheTaskAsJsonAndItsOutputIsTheTasks() throws Exception {
        var output = run("cat");

        assertThat(String.valueOf(output)).startsWith(
                "{\"workflow\":\"w\",\"task\":\"t\",\"attempt\":1,\"try\":1,\"idempotencyKey\":\"w/t/1\",\"deadline\":\"")
                .endsWith(
                        "\",\"agent\":\"a\",\"action\":\"paint\",\"phase\":\"run\",\"metadata\":{\"tier\":\"gold\"},"
                                + "\"input\":{\"n\":1},\"output\":\"made\"}");
    }

    @Test
    void theCommandFindsTheTasksIdsInItsEnvironment() throws Exception {
        assertThat(run("echo \"\\\"$MUSTER_WORKFLOW $MUSTER_TASK $MUSTER_ATTEMPT $MUSTER_TRY $MUSTER_AGENT"
                + " $MUSTER_ACTION $MUSTER_PHASE $MUSTER_IDEMPOTENCY_KEY\\\"\""))
                .isEqualTo(new Json("\"w t 1 1 a paint run w/t/1\""));
    }

    @Test
    void aCommandThatSaysNothingHasNoOutput() throws Exception {
        assertThat(run("exit 0")).isNull();
    }

    @Test
    void exit75IsWorthAnotherAttempt() {
        assertFails("echo first >&2; echo 'try later' >&2; exit 75", "temporary_failure", "try later", true);
    }

    @Test
    void anyOtherExitIsNot() {
        assertFails("exit 3", "exit_3", "the command exited with 3", false);
    }

    @Test
    void anOutputThatIsNotJsonIsRefused() {
        assertFails("echo hello", "invalid_output",
                "the agent's answer is not JSON: expected one JSON value or nothing", false);
    }

    @Test
    void anOutputWithoutEndIsRefusedAndTheCommandKilled() {
        assertFails("cat /dev/zero", "output_too_large", "the agent's answer is larger than 16777216 bytes",
                false);
    }

    @Test
    void anInterruptedTaskHasItsWholeProcessTreeKilled(@TempDir Path folder) throws Exception {
        var pids = folder.resolve("pids");
        var failure = new AtomicReference<@Nullable Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                run("sh -c 'echo $$ >> " + pids + "; sleep 600' & echo $$ >> " + pids + "; wait");
            } catch (Exception e) {
                failure.set(e);
            }
        });
        await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);

        thread.interrupt();

        await().until(() -> Files.readAllLines(pids).stream()
                .noneMatch(pid -> ProcessHandle.of(Long.parseLong(pid)).isPresent()));
        thread.join();
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
    }
}
