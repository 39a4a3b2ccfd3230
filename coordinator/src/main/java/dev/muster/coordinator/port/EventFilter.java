package dev.muster.coordinator.port;

import dev.muster.common.WorkflowId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which events somebody wants to hear of; all if nothing is said.
/// @param types of which one has to fit, such as `task.failed`, `workflow.*`, or the same with `dev.muster.` before it; any if
/// empty
/// @param tag that the event's workflow has to have
public record EventFilter(@Nullable WorkflowId workflow, List<String> types, @Nullable String tag) {
    public static final EventFilter ALL = new EventFilter(null, List.of(), null);

    private static final String PREFIX = "dev.muster.";
    private static final Pattern TYPE = Pattern.compile("[a-z]+\\.([a-z_]+|\\*)");

    /// @throws IllegalArgumentException if a type is none that there could be
    public EventFilter {
        types = types.stream().map(EventFilter::full).toList();
    }

    public boolean wants(String id, String type) {
        return (workflow == null || workflow.value().equals(id))
                && (types.isEmpty() || types.stream().anyMatch(wanted -> fits(wanted, type)));
    }

    private static boolean fits(String wanted, String type) {
        return wanted.endsWith("*")
                ? type.startsWith(wanted.substring(0, wanted.length() - 1))
                : wanted.equals(type);
    }

    private static String full(String type) {
        var kind = type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
        if (!TYPE.matcher(kind).matches()) {
            throw new IllegalArgumentException(
                    "'" + type + "' is no type of events, expected one such as task.failed or workflow.*");
        }
        return PREFIX + kind;
    }
}
