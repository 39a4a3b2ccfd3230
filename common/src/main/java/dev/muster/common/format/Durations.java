package dev.muster.common.format;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Durations as definitions write them: `5s`, `1h30m`, `250ms`, or as ISO 8601 has them, `PT5S`.
public final class Durations {
    /// What to say was expected where none was found.
    public static final String EXPECTED = "a duration such as 250ms, 5s, 2m or 1h30m";
    /// Well below what a count of milliseconds can hold.
    static final Duration LONGEST = Duration.ofDays(3650);

    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{1,6})d)?(?:(\\d{1,8})h)?(?:(\\d{1,9})m)?(?:(\\d{1,10})s)?(?:(\\d{1,12})ms)?");

    private Durations() {}

    /// @return empty if the text is not a duration of 0 to [#LONGEST] in whole milliseconds
    public static Optional<Duration> parsed(String text) {
        return (text.startsWith("P") ? iso(text) : plain(text))
                .filter(duration -> !duration.isNegative() && duration.compareTo(LONGEST) <= 0
                        && duration.equals(duration.truncatedTo(ChronoUnit.MILLIS)));
    }

    /// The one way in which a duration is written back.
    public static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        var text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }

    private static Optional<Duration> plain(String text) {
        var matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(count(matcher.group(1)))
                .plusHours(count(matcher.group(2)))
                .plusMinutes(count(matcher.group(3)))
                .plusSeconds(count(matcher.group(4)))
                .plusMillis(count(matcher.group(5))));
    }

    private static long count(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
