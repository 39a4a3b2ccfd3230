package dev.muster.dev;

import picocli.CommandLine;

/// The `muster` command: what the CLI offers over HTTP, and what starts the parts of Muster in this JVM.
public final class Main {
    @CommandLine.Command(name = "muster", mixinStandardHelpOptions = true)
    private static final class Root {}

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Root()).addSubcommand(new BrokerCommand()).execute(args));
    }
}
