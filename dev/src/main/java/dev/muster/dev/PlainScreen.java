package dev.muster.dev;

import dev.muster.coordinator.port.WorkflowView;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;

/// A line for each change, for files and pipes.
final class PlainScreen implements Screen {
    private final PrintWriter out;
    private final Map<String, String> shown = new HashMap<>();

    PlainScreen(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(WorkflowView workflow) {
        for (var row : TaskLine.of(workflow)) {
            if (!row.change().equals(shown.put(workflow.id() + "/" + row.task(), row.change()))) {
                out.println("  " + row.text());
            }
        }
        if (!workflow.status().equals(shown.put(workflow.id(), workflow.status()))) {
            out.printf("%s %s: %s%n", workflow.name(), workflow.id(), workflow.status());
        }
        out.flush();
    }

    @Override
    public void say(String line) {
        out.println(line);
        out.flush();
    }
}
