package dev.muster.common.wire;

import dev.muster.common.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WireFormatTest {
    @Test
    void aReportReadsBackAsItWasWritten() throws Exception {
        var report = new ReportRecord.Succeeded("visuals", 2, "w-1", new Json("{\"images\":[1,2.50,\"ü\"]}"));

        var bytes = WireFormat.bytes(report);

        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(
                "{\"type\":\"succeeded\",\"v\":1,\"task\":\"visuals\",\"attempt\":2,\"worker\":\"w-1\",\"output\":{\"images\":[1,2.50,\"ü\"]}}");
        assertThat(WireFormat.read(ReportRecord.class, bytes)).isEqualTo(report);
    }

    @Test
    void aTaskReadsBackAsItWasWritten() throws Exception {
        var task = new TaskRecord("visuals", 2, 1, TaskRecord.Phase.RUN,
                new TaskRecord.Order("visual_content", "batch_generate", new Json("{\"count\":6}"), null,
                        300_000, null));

        var bytes = WireFormat.bytes(task);

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .startsWith("{\"v\":1,\"task\":\"visuals\",\"attempt\":2,\"try\":1,\"phase\":\"run\"");
        assertThat(WireFormat.read(TaskRecord.class, bytes)).isEqualTo(task);
    }
}
