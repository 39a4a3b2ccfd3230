package dev.muster.cli;

import java.util.Locale;

/// Durations as people read them: `0.4s`, `12.3s`, `2m03s`, `1h02m`.
final class Durations {
    private Durations() {}

    static String text(double seconds) {
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1fs", seconds);
        }
        var whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%dh%02dm", whole / 3600, whole % 3600 / 60);
    }
}
