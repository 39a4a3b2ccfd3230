package dev.muster.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// An order to one workflow: `muster pause ID` and its kind.
@Command
final class OrderCommand implements Runnable {
    private final MusterCommand muster;
    private final String order;

    @Parameters(paramLabel = "ID", description = "The workflow's id.")
    private String id = "";

    OrderCommand(MusterCommand muster, String order) {
        this.muster = muster;
        this.order = order;
    }

    @Override
    public void run() {
        give(muster, id, order);
    }

    static void give(MusterCommand muster, String id, String order) {
        var answer = muster.api().post("/api/v1/workflows/" + Api.escaped(id) + "/" + order, null);
        var status = answer.json().path("status").asString("");
        muster.print(answer,
                () -> muster.terminal().out()
                        .println(id + " is " + muster.terminal().painted(status, status)));
    }
}
