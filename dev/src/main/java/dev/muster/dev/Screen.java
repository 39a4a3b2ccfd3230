package dev.muster.dev;

import dev.muster.cli.Terminal;
import dev.muster.coordinator.port.WorkflowView;

/// Where people watch workflows: a table that changes in place on a terminal, a line per change elsewhere.
/// One thread.
interface Screen {
    /// Shows what has changed since the workflow was shown last.
    void show(WorkflowView workflow);

    void say(String line);

    static Screen of(Terminal terminal) {
        return terminal.interactive() ? new LiveScreen(terminal) : new PlainScreen(terminal.out());
    }
}
