package dev.muster.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `muster register FILE`: makes a definition one that can be run by name.
@Command(name = "register", description = "Registers a definition under its name, as the next version unless it is the newest.")
final class RegisterCommand implements Runnable {
    private final MusterCommand muster;

    @Parameters(paramLabel = "FILE", description = "The definition, in JSON or YAML.")
    private String file = "";

    RegisterCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        var api = muster.api();
        var definition = DefinitionFile.read(file);
        var name = definition.validated(api).name();
        var answer = api.put("/api/v1/definitions/" + Api.escaped(name), definition.document());
        muster.print(answer, () -> muster.terminal().out().println(name + " version "
                + answer.json().path("version").asInt(0)
                + (answer.created() ? " registered" : " is registered already")));
    }
}
