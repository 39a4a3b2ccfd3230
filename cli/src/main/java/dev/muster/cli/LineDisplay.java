package dev.muster.cli;

import java.util.List;

/// A line for each change, for pipes and files.
final class LineDisplay implements Display {
    private static final int STATUS = "COMPENSATION_FAILED".length();

    private final Terminal terminal;
    private int width;

    LineDisplay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void show(Snapshot now, List<Changes.Change> changes) {
        // The column grows with forEach, but never shrinks.
        width = Math.max(width, Math.max(now.name().length(),
                now.tasks().keySet().stream().mapToInt(String::length).max().orElse(0)));
        for (var change : changes) {
            var subject = Terminal.harmless(change.subject().isEmpty() ? now.name() : change.subject());
            var line = "%8s  %s  %s  %s".formatted(Durations.text(now.seconds()), padded(subject, width),
                    terminal.painted(change.status(), padded(change.status(), STATUS)),
                    Terminal.harmless(detail(now, change)));
            terminal.out().println(line.stripTrailing());
        }
    }

    @Override
    public void say(String line) {
        terminal.err().println("muster: " + Terminal.harmless(line));
    }

    private static String detail(Snapshot now, Changes.Change change) {
        return change.subject().isEmpty()
                ? now.progress().completed() + " of " + now.progress().total() + " tasks completed"
                : change.detail();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
