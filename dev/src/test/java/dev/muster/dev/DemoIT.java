package dev.muster.dev;

import dev.muster.cli.Terminal;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.port.Definitions;
import dev.muster.coordinator.port.WorkflowView;
import dev.muster.dev.agents.SampleAgents;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@Timeout(240)
final class DemoIT {
    @TempDir
    private Path folder;

    @Test
    void theDemoShowsALaunchAndARollbackWhichARestartRemembers() throws Exception {
        var printed = new StringWriter();
        try (var fleet = start()) {
            var terminal = new Terminal(new PrintWriter(printed), new PrintWriter(printed), false, false);
            new Demo(fleet.coordinator().workflows(), fleet.server(), output(), terminal).run();
        }

        try (var fleet = start()) {
            var workflows = fleet.coordinator().workflows();
            assertThat(workflows.find(new WorkflowId("demo-launch"))).map(WorkflowView::status)
                    .hasValue("COMPLETED");
            assertThat(workflows.find(new WorkflowId("demo-rollback"))).map(WorkflowView::status)
                    .hasValue("ROLLED_BACK");
        }
        assertThat(printed.toString()).contains("COMPLETED", "ROLLED_BACK", "Nothing of it is left on disk",
                output().resolve("demo-launch/website/index.html").toString());
    }

    @Test
    void theTemplatesAreRegisteredOnceHoweverOftenTheFleetStarts() throws Exception {
        for (int times = 0; times < 2; times++) {
            try (var fleet = start()) {
                Example.registerTemplates(fleet.coordinator().definitions());

                assertThat(fleet.coordinator().definitions().all())
                        .extracting(Definitions.Registered::name, Definitions.Registered::version)
                        .containsExactly(tuple("brand-launch", 1), tuple("content-generation", 1),
                                tuple("inventory-sync", 1), tuple("marketing-campaign", 1),
                                tuple("product-launch", 1), tuple("website-build", 1));
            }
        }
    }

    private Fleet start() throws InterruptedException {
        return Fleet.start(new Fleet.Plan(folder.resolve("data"), 0, 0),
                worker -> SampleAgents.in(output()).forEach(worker::agent));
    }

    private Path output() {
        return folder.resolve("output");
    }
}
