package dev.muster.coordinator.port;

import java.util.regex.Pattern;

/// Names a dead letter: where it stands on the topic of dead letters.
public record DeadLetterId(int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

    /// @throws IllegalArgumentException if the text is no such id
    public static DeadLetterId of(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "expected an id of a dead letter such as 2-17, found '" + text + "'");
        }
        return new DeadLetterId(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)));
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
