package dev.muster.common.wire;

import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Says why a record could not be read, without a word of what it carries: the reason goes to logs and dead letters.
final class Unreadable {
    /// Names of variants are such words; anything else in their place may be data.
    private static final Pattern VARIANT = Pattern.compile("[a-z][a-z-]{0,40}");

    private Unreadable() {}

    static String reason(JacksonException failure, Class<?> type) {
        return switch (failure) {
            case StreamConstraintsException _ ->
                "nested too deep, or a number, name or string in it is too long";
            case InputCoercionException _ -> "a number in it is out of range";
            case StreamReadException broken ->
                "not JSON at line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr();
            case InvalidTypeIdException unknown -> variant(unknown, type);
            case ValueInstantiationException refused when refused
                    .getCause() instanceof IllegalArgumentException e
                    && e.getMessage() != null ->
                e.getMessage();
            case DatabindException wrong when !wrong.getPath().isEmpty() -> "field " + field(wrong)
                    + " is missing or not of the type that it must have";
            default -> "not " + described(type);
        };
    }

    private static String variant(InvalidTypeIdException unknown, Class<?> type) {
        var variant = unknown.getTypeId();
        if (variant == null) {
            return "field type is missing";
        }
        return VARIANT.matcher(variant).matches()
                ? "unknown type '" + variant + "' of " + described(type)
                : "unknown type of " + described(type);
    }

    /// The outermost field: below it there may be names that somebody made up.
    private static String field(DatabindException failure) {
        var name = failure.getPath().getFirst().getPropertyName();
        return name == null ? "" : name;
    }

    /// `TaskRecord` as `a task record`.
    private static String described(Class<?> type) {
        var name = type.getSimpleName().replaceFirst("Record$", "").toLowerCase(Locale.ROOT);
        return (name.startsWith("a") ? "an " : "a ") + name + " record";
    }
}
