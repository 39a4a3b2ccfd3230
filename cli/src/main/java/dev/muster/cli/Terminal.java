package dev.muster.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Where a command writes.
/// @param interactive somebody looks on: what changes may be drawn over
/// @param coloured colours are welcome
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive, boolean coloured) {
    public Terminal {
        Objects.requireNonNull(out);
        Objects.requireNonNull(err);
    }

    /// This process's own. Colours stay away if `NO_COLOR` is set, whatever to.
    public static Terminal system(Map<String, String> environment) {
        // The launcher knows of the output alone; Java's console is one only if the input is too.
        var told = System.getProperty("muster.terminal");
        var onTerminal = told == null
                ? Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                : Boolean.parseBoolean(told);
        var interactive = onTerminal
                && !"dumb".equals(environment.get("TERM"));
        var coloured = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8), interactive, coloured);
    }

    /// The text in a colour that tells how the status stands: good, bad, under way.
    public String painted(String status, String text) {
        return coloured ? "\u001b[" + colour(status) + "m" + text + "\u001b[0m" : text;
    }

    /// What others wrote must neither break a line nor steer the terminal.
    static String harmless(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static int colour(String status) {
        return switch (status) {
            case "COMPLETED" -> 32;
            case "FAILED", "ROLLBACK_FAILED", "COMPENSATION_FAILED" -> 31;
            case "RUNNING", "DISPATCHED" -> 36;
            case "BACKING_OFF", "PAUSED", "ROLLING_BACK", "COMPENSATING", "ROLLED_BACK" -> 33;
            default -> 90;
        };
    }
}
