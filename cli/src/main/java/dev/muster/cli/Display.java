package dev.muster.cli;

import java.util.List;

/// Shows a workflow as it goes. Used by one thread.
interface Display {
    Display NONE = new Display() {
        @Override
        public void show(Snapshot now, List<Changes.Change> changes) {}

        @Override
        public void say(String line) {}
    };

    /// @param changes since the look before; may be empty
    void show(Snapshot now, List<Changes.Change> changes);

    /// Something beside the workflow.
    void say(String line);

    static Display on(Terminal terminal) {
        return terminal.interactive() ? new RedrawnDisplay(terminal) : new LineDisplay(terminal);
    }
}
