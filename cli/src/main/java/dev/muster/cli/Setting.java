package dev.muster.cli;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What options set: a value, or `none`, which removes the setting and is null here.
final class Setting {
    private static final String NONE = "none";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
    private static final Pattern WEIGHT = Pattern.compile("(.+)=(" + NUMBER.pattern() + ")", Pattern.DOTALL);

    private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:ms|[dhms]))+|PT?[0-9DHMS.]+");

    private Setting() {}

    static @Nullable Integer whole(String option, String text) {
        if (text.equals(NONE)) {
            return null;
        }
        if (!text.matches("\\d{1,9}")) {
            throw refused(option, text, "a whole number or none");
        }
        return Integer.valueOf(text);
    }

    static @Nullable BigDecimal rate(String option, String text) {
        if (text.equals(NONE)) {
            return null;
        }
        var number = text.endsWith("/s") ? text.substring(0, text.length() - 2) : text;
        if (!NUMBER.matcher(number).matches()) {
            throw refused(option, text, "a number of tasks per second such as 2.5/s, or none");
        }
        return new BigDecimal(number);
    }

    /// Which durations there are is the server's to say.
    static @Nullable String duration(String option, String text) {
        if (text.equals(NONE)) {
            return null;
        }
        if (!DURATION.matcher(text).matches()) {
            throw refused(option, text, "a duration such as 30s or 1h30m, or none");
        }
        return text;
    }

    static @Nullable Map<String, BigDecimal> weights(String option, List<String> texts) {
        if (texts.equals(List.of(NONE))) {
            return null;
        }
        var weights = new LinkedHashMap<String, BigDecimal>();
        for (var text : texts) {
            var form = WEIGHT.matcher(text);
            if (!form.matches()) {
                throw refused(option, text, "KEY=N, or none alone");
            }
            weights.put(form.group(1), new BigDecimal(form.group(2)));
        }
        return weights;
    }

    private static CommandFailedException refused(String option, String text, String expected) {
        return CommandFailedException.usage(option + " is '" + text + "', expected " + expected);
    }
}
