package dev.muster.cli;

import picocli.CommandLine.Command;

/// `muster definitions`: what can be run by name.
@Command(name = "definitions", description = "Lists the registered definitions, each in its newest version.")
final class DefinitionsCommand implements Runnable {
    private final MusterCommand muster;

    DefinitionsCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        var answer = muster.api().get("/api/v1/definitions");
        muster.print(answer, () -> {
            var table = new Table("NAME", "VERSION", "DESCRIPTION");
            for (var definition : answer.json().path("definitions")) {
                table.row(definition.path("name").asString(""), definition.path("version").asInt(0),
                        definition.path("description").asString(""));
            }
            table.print(muster.terminal());
        });
    }
}
