package dev.muster.coordinator.http;

import dev.muster.coordinator.port.ProblemKind;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The query of a request. A parameter that the path does not know, or that is given twice, is refused: a filter with
/// a slip in its name would otherwise silently do nothing.
final class Parameters {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private final ServerRequest request;

    /// Refuses any parameter at all.
    static void none(ServerRequest request) {
        check(request, List.of());
    }

    /// @throws RefusedException if one is unknown or given twice
    Parameters(ServerRequest request, List<String> known) {
        check(request, known);
        this.request = request;
    }

    private static void check(ServerRequest request, List<String> known) {
        for (var name : request.query().names()) {
            if (!known.contains(name)) {
                throw unreadable("parameter '" + name + "' is unknown, expected "
                        + (known.isEmpty() ? "none" : "one of " + String.join(", ", known)));
            }
            if (request.query().all(name).size() > 1) {
                throw unreadable("parameter '" + name + "' is given more than once, expected once");
            }
        }
    }

    @Nullable
    String text(String name) {
        return request.query().contains(name) ? request.query().get(name) : null;
    }

    @Nullable
    String oneOf(String name, List<String> allowed) {
        var text = text(name);
        if (text != null && !allowed.contains(text)) {
            throw unreadable("parameter '" + name + "' is '" + text + "', expected one of "
                    + String.join(", ", allowed));
        }
        return text;
    }

    boolean flag(String name) {
        var text = oneOf(name, List.of("true", "false", ""));
        return text != null && !text.equals("false");
    }

    int whole(String name, int least, int most, int otherwise) {
        var text = text(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw unreadable(
                "parameter '" + name + "' is '" + text + "', expected a whole number from " + least + " to "
                        + most);
    }

    /// A duration such as `30s`, `500ms` or `2m`.
    @Nullable
    Duration duration(String name, Duration most) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        var form = DURATION.matcher(text);
        if (form.matches()) {
            var count = Long.parseLong(form.group(1));
            var value = switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                default -> Duration.ofMinutes(count);
            };
            if (value.compareTo(most) <= 0) {
                return value;
            }
        }
        throw unreadable("parameter '" + name + "' is '" + text
                + "', expected a duration such as 500ms, 30s or 2m, at most "
                + most.toMinutes() + "m");
    }

    static RefusedException unreadable(String detail) {
        return RefusedException.of(ProblemKind.UNREADABLE, detail);
    }
}
