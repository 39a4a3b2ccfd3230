package dev.muster.cli;

import java.util.List;

/// Draws lines on a terminal over those that it drew before. Used by one thread.
final class Redraw {
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final Terminal terminal;
    private int drawn;

    Redraw(Terminal terminal) {
        this.terminal = terminal;
    }

    void draw(List<String> lines) {
        // A line that is too long is cut off: were it wrapped, the next drawing would start too low.
        terminal.out().print((drawn == 0 ? "" : "\u001b[" + drawn + "F\u001b[J") + NO_WRAP
                + String.join("\n", lines) + "\n" + WRAP);
        terminal.out().flush();
        drawn = lines.size();
    }

    /// Something beside it, which is drawn over with it.
    void say(String line) {
        terminal.out().println(line);
        drawn = drawn == 0 ? 0 : drawn + 1;
    }
}
