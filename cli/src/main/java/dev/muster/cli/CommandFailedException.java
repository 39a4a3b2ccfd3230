package dev.muster.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command can't do what it was asked to. Its message is the one line that the user reads after `muster: `.
public final class CommandFailedException extends RuntimeException {
    private final int exitCode;
    private final boolean mayPass;
    private final transient List<String> details;

    private CommandFailedException(int exitCode, boolean mayPass, String message, List<String> details,
            @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.mayPass = mayPass;
        this.details = List.copyOf(details);
    }

    /// @param exitCode one of [ExitCode]
    /// @param message what was wrong, what was expected
    public static CommandFailedException of(int exitCode, String message) {
        return new CommandFailedException(exitCode, false, message, List.of(), null);
    }

    public static CommandFailedException usage(String message) {
        return of(ExitCode.USAGE, message);
    }

    /// @param details further lines, one for each thing that is wrong
    public static CommandFailedException usage(String message, List<String> details) {
        return new CommandFailedException(ExitCode.USAGE, false, message, details, null);
    }

    /// @param mayPass the same request may succeed a little later
    static CommandFailedException refused(boolean mayPass, String message, List<String> details) {
        return new CommandFailedException(ExitCode.REFUSED, mayPass, message, details, null);
    }

    static CommandFailedException unreachable(String message, @Nullable Throwable cause) {
        return new CommandFailedException(ExitCode.UNREACHABLE, true, message, List.of(), cause);
    }

    public int exitCode() {
        return exitCode;
    }

    boolean mayPass() {
        return mayPass;
    }

    /// Further lines, such as the faults of a definition.
    public List<String> details() {
        return details;
    }
}
