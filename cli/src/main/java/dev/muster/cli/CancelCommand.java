package dev.muster.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster cancel ID`.
@Command(name = "cancel", description = "Stops a workflow.")
final class CancelCommand implements Runnable {
    private final MusterCommand muster;

    @Parameters(paramLabel = "ID", description = "The workflow's id.")
    private String id = "";

    @Option(names = "--rollback", description = "Undo what it has done.")
    private boolean rollback;

    CancelCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        OrderCommand.give(muster, id, rollback ? "cancel?rollback=true" : "cancel");
    }
}
