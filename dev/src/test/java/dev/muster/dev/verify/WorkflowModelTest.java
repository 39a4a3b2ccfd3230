package dev.muster.dev.verify;

import dev.muster.common.wire.WireFormat;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class WorkflowModelTest {
    private final WorkflowModel workflow = new WorkflowModel();

    @Test
    void whatEventsTellIsWhatMayBeShown() {
        hear("workflow.started", "{}");
        hear("task.completed", "{'task': 'one', 'attempt': 1}");
        hear("task.retrying", "{'task': 'two', 'attempt': 2}");

        assertThat(differences("RUNNING", "{'one': {'status': 'COMPLETED', 'attempts': 1}, "
                + "'two': {'status': 'BACKING_OFF', 'attempts': 2}, 'three': {'status': 'PENDING', 'attempts': 0}}"))
                .isEmpty();
        assertThat(differences("RUNNING", "{'two': {'status': 'DISPATCHED', 'attempts': 3}}")).isEmpty();
    }

    @Test
    void anotherStateIsADifference() {
        hear("workflow.started", "{}");
        hear("task.completed", "{'task': 'one', 'attempt': 1}");

        assertThat(differences("COMPLETED", "{}"))
                .containsExactly("is shown as COMPLETED, its events say RUNNING");
        assertThat(differences("RUNNING", "{'one': {'status': 'FAILED', 'attempts': 1}}"))
                .containsExactly("task one is shown as FAILED, its events say COMPLETED");
        assertThat(differences("RUNNING", "{'one': {'status': 'COMPLETED', 'attempts': 2}}"))
                .containsExactly("task one is shown with 2 attempts, its events say 1");
    }

    @Test
    void aSecondEndIsADifference() {
        hear("workflow.started", "{}");
        hear("workflow.completed", "{}");
        hear("workflow.failed", "{}");

        assertThat(differences("FAILED", "{}")).containsExactly("ended as [COMPLETED] and then was [FAILED]");
    }

    @Test
    void whatWasNeverReachedIsCancelledOnceTheWorkflowHasEnded() {
        hear("workflow.started", "{}");
        hear("task.completed", "{'task': 'one', 'attempt': 1}");
        hear("task.failed", "{'task': 'two', 'attempt': 1}");
        hear("workflow.stopping", "{'ending': 'rollback'}");
        hear("workflow.rolling_back", "{}");
        hear("task.compensated", "{'task': 'one', 'attempt': 2, 'undone': 1}");
        hear("workflow.rolled_back", "{}");

        assertThat(differences("ROLLED_BACK", "{'one': {'status': 'ROLLED_BACK', 'attempts': 2}, "
                + "'two': {'status': 'FAILED', 'attempts': 1}, 'three': {'status': 'CANCELLED', 'attempts': 0}}"))
                .isEmpty();
        assertThat(differences("ROLLED_BACK", "{'three': {'status': 'PENDING', 'attempts': 0}}")).hasSize(1);
    }

    private void hear(String type, String data) {
        workflow.hear(type, WireFormat.MAPPER.readTree(data.replace('\'', '"')), Instant.EPOCH);
    }

    private List<String> differences(String status, String tasks) {
        return workflow.differences(WireFormat.MAPPER
                .readTree("{\"status\": \"" + status + "\", \"tasks\": " + tasks.replace('\'', '"') + "}"));
    }
}
