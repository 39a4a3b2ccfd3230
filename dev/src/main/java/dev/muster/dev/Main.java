package dev.muster.dev;

import dev.muster.cli.MusterCommand;
import dev.muster.dev.settings.Settings;
import picocli.CommandLine;

/// The `muster` command: what the CLI offers over HTTP, and what starts the parts of Muster in this JVM.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /// @param more further subcommands
    /// @return the exit code
    public static int run(String[] args, Object... more) {
        // For people who look at the demo; whoever runs a part of a fleet wants to know more.
        if (args.length > 0 && (args[0].equals("demo") || args[0].equals("dev"))) {
            System.setProperty("muster.log", "WARN");
        }
        var line = commandLine(more);
        return line.execute(Settings.into(line, args, System.getenv()));
    }

    /// The command with its verbs.
    /// @param more further subcommands
    public static CommandLine commandLine(Object... more) {
        var line = MusterCommand.commandLine(more);
        line.addSubcommand(new DevCommand());
        line.addSubcommand(new DemoCommand());
        line.addSubcommand(new BrokerCommand());
        line.addSubcommand(new CoordinatorCommand());
        line.addSubcommand(new WorkerCommand());
        line.addSubcommand(new AclsCommand());
        line.addSubcommand(new TokenCommand());
        line.addSubcommand(new VerifyCommand());
        return line;
    }
}
