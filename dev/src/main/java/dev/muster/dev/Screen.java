package dev.muster.dev;

import dev.muster.coordinator.port.WorkflowView;
import java.io.PrintStream;

/// Where people watch workflows: a table that changes in place on a terminal, a line per change elsewhere.
/// One thread.
interface Screen {
    /// Shows what has changed since the workflow was shown last.
    void show(WorkflowView workflow);

    void say(String line);

    /// The launcher says whether standard output is a terminal; Java can't without asking about standard input too.
    static Screen of(PrintStream out) {
        return Boolean.getBoolean("muster.terminal") && System.getenv("NO_COLOR") == null
                ? new LiveScreen(out)
                : new PlainScreen(out);
    }
}
