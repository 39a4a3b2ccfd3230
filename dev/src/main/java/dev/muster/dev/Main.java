package dev.muster.dev;

import dev.muster.cli.MusterCommand;

/// The `muster` command: what the CLI offers over HTTP, and what starts the parts of Muster in this JVM.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var line = MusterCommand.commandLine();
        line.addSubcommand(new BrokerCommand());
        System.exit(line.execute(args));
    }
}
