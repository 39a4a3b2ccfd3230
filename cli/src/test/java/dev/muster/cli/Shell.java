package dev.muster.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/// Runs the command in this process, as a script would.
final class Shell {
    private final Map<String, String> environment;
    private final boolean interactive;
    private final boolean coloured;

    private Shell(Map<String, String> environment, boolean interactive, boolean coloured) {
        this.environment = environment;
        this.interactive = interactive;
        this.coloured = coloured;
    }

    static Shell piped(Map<String, String> environment) {
        return new Shell(environment, false, false);
    }

    static Shell to(FakeServer server) {
        return piped(Map.of("MUSTER_URL", server.url()));
    }

    static Shell on(FakeServer server, boolean coloured) {
        return new Shell(Map.of("MUSTER_URL", server.url()), true, coloured);
    }

    /// What is run, to be looked at.
    static CommandLine commandLine() {
        var nowhere = new PrintWriter(Writer.nullWriter());
        return MusterCommand.commandLine(new Terminal(nowhere, nowhere, false, false), Map.of());
    }

    Result run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), interactive,
                coloured);
        var code = MusterCommand.commandLine(terminal, environment).execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }

    Result run(List<String> arguments) {
        return run(new ArrayList<>(arguments).toArray(String[]::new));
    }

    record Result(int code, String out, String err) {}
}
