package dev.muster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `muster watch ID`: a workflow as it goes, until it has ended.
@Command(name = "watch", description = "Shows a workflow as it goes, until it has ended.")
final class WatchCommand implements Callable<Integer> {
    private final MusterCommand muster;

    @Parameters(paramLabel = "ID", description = "The workflow's id.")
    private String id = "";

    WatchCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public Integer call() {
        return follow(muster, muster.api(), id, false);
    }

    /// @param heard the server has answered just now: should it fall silent, it is given time to come back
    static int follow(MusterCommand muster, Api api, String id, boolean heard) {
        var terminal = muster.terminal();
        var display = muster.json() ? Display.NONE : Display.on(terminal);
        var ended = new WorkflowWatch(api, display).follow(id, heard);
        if (muster.json()) {
            terminal.out().println(ended.json());
        }
        return ended.completed() ? ExitCode.DONE : ExitCode.NOT_COMPLETED;
    }
}
