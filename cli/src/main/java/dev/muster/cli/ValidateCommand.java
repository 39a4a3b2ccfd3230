package dev.muster.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `muster validate FILE`: whether a definition could be run.
@Command(name = "validate", description = "Checks a definition, and tells everything that is wrong with it.")
final class ValidateCommand implements Runnable {
    private final MusterCommand muster;

    @Parameters(paramLabel = "FILE", description = "The definition, in JSON or YAML.")
    private String file = "";

    ValidateCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        var valid = DefinitionFile.read(file).validated(muster.api());
        var tasks = valid.answer().json().path("tasks").asInt(0);
        muster.print(valid.answer(), () -> muster.terminal().out()
                .println(valid.name() + " is valid: " + tasks + (tasks == 1 ? " task" : " tasks")));
    }
}
