package dev.muster.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command can't do what it was asked to. Its message is the one line that the user reads after `muster: `.
public final class CommandFailedException extends RuntimeException {
    private final int exitCode;
    private final transient List<String> details;

    private CommandFailedException(int exitCode, String message, List<String> details,
            @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.details = List.copyOf(details);
    }

    /// @param exitCode one of [ExitCode]
    /// @param message what was wrong, what was expected
    public static CommandFailedException of(int exitCode, String message) {
        return new CommandFailedException(exitCode, message, List.of(), null);
    }

    public static CommandFailedException usage(String message) {
        return of(ExitCode.USAGE, message);
    }

    static CommandFailedException refused(String message, List<String> details) {
        return new CommandFailedException(ExitCode.REFUSED, message, details, null);
    }

    static CommandFailedException unreachable(String message, @Nullable Throwable cause) {
        return new CommandFailedException(ExitCode.UNREACHABLE, message, List.of(), cause);
    }

    public int exitCode() {
        return exitCode;
    }

    /// Further lines, such as the faults of a definition.
    List<String> details() {
        return details;
    }
}
