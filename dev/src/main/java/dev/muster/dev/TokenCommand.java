package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import dev.muster.coordinator.access.OidcConfig;
import dev.muster.coordinator.access.TokenLine;
import dev.muster.coordinator.port.Caller;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "token", description = "Make tokens that say who calls a coordinator.", subcommands = TokenCommand.Create.class)
final class TokenCommand implements Runnable {
    @Override
    public void run() {
        throw CommandFailedException.usage("no command is given, expected create; see muster token --help");
    }

    @Command(name = "create", description = "Make a token, and the line that has a coordinator let it in; see muster coordinator --tokens.")
    static final class Create implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Whose token it is, as the coordinator's log tells it.")
        private String name = "";

        @Option(names = "--role", paramLabel = "viewer|operator|admin", required = true, description = "What the token allows.")
        private String role = "";

        @Option(names = "--file", paramLabel = "FILE", description = "Where to add the line, and print the token alone; else both are printed.")
        private @Nullable Path file;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            var token = TokenLine.freshToken();
            var line = line(token);
            if (file == null) {
                out().println("Token, shown this once: " + token);
                out().println("Line for --tokens:      " + line);
            } else {
                add(file, line);
                out().println(token);
            }
            return ExitCode.DONE;
        }

        private TokenLine line(String token) {
            var known = OidcConfig.USUAL_ROLES.get(role);
            if (known == null) {
                throw CommandFailedException
                        .usage("--role is " + role + ", expected viewer, operator or admin");
            }
            try {
                return TokenLine.of(new Caller(name, known), token);
            } catch (IllegalArgumentException e) {
                throw CommandFailedException.usage("NAME is '" + name + "': " + e.getMessage());
            }
        }

        private static void add(Path file, TokenLine line) {
            try {
                var isWhole = !Files.exists(file) || Files.size(file) == 0
                        || Files.readString(file).endsWith("\n");
                Files.writeString(file, (isWhole ? "" : "\n") + line + "\n", StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw CommandFailedException.usage(
                        "the line can't be added to " + file + ", expected a file that can be written");
            }
        }

        private PrintWriter out() {
            return Objects.requireNonNull(spec).commandLine().getOut();
        }
    }
}
