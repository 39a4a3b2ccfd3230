package dev.muster.common;

import java.util.regex.Pattern;

/// The one check behind every identity's constructor.
final class Names {
    private Names() {}

    static String checked(String kind, String value, Pattern form, String expected) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    kind + " '" + clipped(value) + "' is not allowed: expected " + expected);
        }
        return value;
    }

    private static String clipped(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "...";
    }
}
