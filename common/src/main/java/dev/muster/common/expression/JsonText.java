package dev.muster.common.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.muster.common.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.io.JsonStringEncoder;

/// Writes what CEL comes to as JSON: maps and lists in their own order, bytes in Base64, timestamps as RFC 3339 has
/// them and durations in seconds (`3.5s`).
final class JsonText {
    /// A value may hold the same list many times over, so that what was small becomes large only here.
    static final int MOST_CHARACTERS = 16 << 20;

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static Json of(Object value) throws FailedEvaluation {
        var text = new JsonText();
        text.append(value);
        return new Json(text.out.toString());
    }

    /// Appends a string, quoted and escaped.
    static void quote(StringBuilder out, String value) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, out);
        out.append('"');
    }

    private void append(Object value) throws FailedEvaluation {
        if (out.length() > MOST_CHARACTERS) {
            throw new FailedEvaluation("more than " + MOST_CHARACTERS + " characters would come of it");
        }
        switch (value) {
            case NullValue _ -> out.append("null");
            case Boolean flag -> out.append(flag.booleanValue());
            case Long number -> out.append(number.longValue());
            case UnsignedLong number -> out.append(number);
            case Double number -> appendNumber(number);
            case String text -> quote(out, text);
            case List<?> list -> appendItems(list);
            case Map<?, ?> map -> appendFields(map);
            case CelByteString bytes -> quote(out, Base64.getEncoder().encodeToString(bytes.toByteArray()));
            case Instant instant -> quote(out, instant.toString());
            case Duration duration -> quote(out, seconds(duration));
            default -> throw new FailedEvaluation("it comes to something that JSON can't express");
        }
    }

    private void appendNumber(double number) throws FailedEvaluation {
        if (!Double.isFinite(number)) {
            throw new FailedEvaluation("it comes to " + number + ", which JSON can't express");
        }
        out.append(number);
    }

    private void appendItems(List<?> items) throws FailedEvaluation {
        var separator = '[';
        for (var item : items) {
            out.append(separator);
            append(item);
            separator = ',';
        }
        out.append(separator == '[' ? "[]" : "]");
    }

    private void appendFields(Map<?, ?> fields) throws FailedEvaluation {
        var separator = '{';
        for (var field : fields.entrySet()) {
            if (!(field.getKey() instanceof String name)) {
                throw new FailedEvaluation(
                        "it comes to a map with keys that are not strings, which JSON can't express");
            }
            out.append(separator);
            quote(out, name);
            out.append(':');
            append(field.getValue());
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString() + "s";
    }
}
