package dev.muster.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The root of the `muster` command: what all its commands have in common.
@Command(name = "muster", mixinStandardHelpOptions = true, versionProvider = Version.class, scope = ScopeType.INHERIT, sortOptions = false, usageHelpAutoWidth = true, exitCodeOnExecutionException = ExitCode.BUG, synopsisSubcommandLabel = "COMMAND", description = "Runs workflows of tasks over a fleet of agents.", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
    "0:done", "1:the workflow ended other than COMPLETED (run --wait, watch)", "2:wrong usage",
    "3:refused by the server", "4:server not reachable", "70:a bug in this command"})
public final class MusterCommand implements Runnable {
    static final String DEFAULT_SERVER = "http://127.0.0.1:8080";

    /// How answers are printed.
    enum Output {
        TABLE, JSON;

        private static Output parsed(String text) {
            return switch (text) {
                case "table" -> TABLE;
                case "json" -> JSON;
                default -> throw new CommandLine.TypeConversionException(
                        "expected table or json but was '" + text + "'");
            };
        }
    }

    @Option(names = "--server", paramLabel = "URL", scope = ScopeType.INHERIT, description = "The coordinator to ask; MUSTER_URL, else "
            + DEFAULT_SERVER + ".")
    private @Nullable String server;

    @Option(names = "--token", paramLabel = "TOKEN", scope = ScopeType.INHERIT, description = "Proves who asks; MUSTER_TOKEN, else none.")
    private @Nullable String token;

    @Option(names = {"-o",
        "--output"}, paramLabel = "table|json", scope = ScopeType.INHERIT, description = "A table for people, or exactly the JSON of the API.")
    private Output output = Output.TABLE;

    private final Terminal terminal;
    private final Map<String, String> environment;

    private MusterCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    /// The command as it is run: with every verb that speaks to a server, and more.
    /// @param more further subcommands, each an object annotated with [Command]; they report failures by
    /// [CommandFailedException] as the others do
    public static CommandLine commandLine(Object... more) {
        return commandLine(Terminal.system(System.getenv()), System.getenv(), more);
    }

    static CommandLine commandLine(Terminal terminal, Map<String, String> environment, Object... more) {
        var root = new MusterCommand(terminal, environment);
        var line = new CommandLine(root);
        verbs(root).forEach(line::addSubcommand);
        order(line, root, "pause", "Starts none of a workflow's further tasks until it is resumed.");
        order(line, root, "resume", "Goes on with a paused workflow.");
        order(line, root, "retry", "Goes on with an ended workflow from its failed tasks or compensations.");
        order(line, root, "rollback", "Undoes what a workflow has done.");
        List.of(more).forEach(line::addSubcommand);
        line.addSubcommand(new AutoComplete.GenerateCompletion());
        // Of an argument such as @input.json the command itself makes something.
        line.setExpandAtFiles(false).registerConverter(Output.class, Output::parsed).setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help
                        .defaultColorScheme(
                                terminal.coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((failure, arguments) -> misused(failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
        return line;
    }

    private static List<Object> verbs(MusterCommand root) {
        return List.of(new ValidateCommand(root), new RegisterCommand(root), new DefinitionsCommand(root),
                new RunCommand(root), new ListCommand(root), new ShowCommand(root), new WatchCommand(root),
                new EventsCommand(root), new AgentsCommand(root), new AgentCommand(root),
                new LagCommand(root), new DeadLettersCommand(root),
                new SystemCommand(root),
                new CancelCommand(root));
    }

    private static void order(CommandLine line, MusterCommand root, String name, String description) {
        var command = new CommandLine(new OrderCommand(root, name));
        command.getCommandSpec().usageMessage().description(description);
        line.addSubcommand(name, command);
    }

    @Override
    public void run() {
        throw CommandFailedException.usage("no command is given, expected one; see muster --help");
    }

    /// @throws CommandFailedException if the address of the server is none, or the token
    Api api() {
        return new Api(given(server, "MUSTER_URL", DEFAULT_SERVER), token());
    }

    Terminal terminal() {
        return terminal;
    }

    boolean json() {
        return output == Output.JSON;
    }

    /// Prints an answer: its own text, or whatever the command makes of it for people.
    void print(Api.Answer answer, Runnable forPeople) {
        if (json()) {
            terminal.out().println(answer.text());
        } else {
            forPeople.run();
        }
    }

    private String given(@Nullable String option, String variable, String otherwise) {
        if (option != null) {
            return option;
        }
        var value = environment.getOrDefault(variable, "");
        return value.isEmpty() ? otherwise : value;
    }

    /// What is wrong with a token is told without it.
    private @Nullable String token() {
        var given = given(token, "MUSTER_TOKEN", "");
        if (!given.matches("[\\x21-\\x7e]*")) {
            throw CommandFailedException
                    .usage("the token has a character that no token has, such as the end of "
                            + "a line, expected visible characters of ASCII alone");
        }
        return given.isEmpty() ? null : given;
    }

    private static int misused(CommandLine.ParameterException failure) {
        var command = failure.getCommandLine();
        var message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        command.getErr().println("muster: " + message + "; see " + command.getCommandSpec().qualifiedName()
                + " --help");
        return ExitCode.USAGE;
    }

    /// Only what a command says by itself is told in one line; anything else is a bug and shows where it is.
    private static int failed(Exception failure, CommandLine command) throws Exception {
        if (!(failure instanceof CommandFailedException told)) {
            throw failure;
        }
        command.getErr().println("muster: " + Terminal.harmless(String.valueOf(told.getMessage())));
        told.details().forEach(detail -> command.getErr().println("  " + Terminal.harmless(detail)));
        return told.exitCode();
    }

}
