package dev.muster.common.format;

import dev.muster.common.DefinitionName;
import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.About;
import dev.muster.common.definition.OnFailure;
import dev.muster.common.definition.Policy;
import dev.muster.common.definition.TaskDefinition;
import dev.muster.common.definition.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a definition's fields and tasks. Used once.
final class WorkflowReader {
    static final int MOST_TASKS = 10_000;
    static final int MOST_PRIORITY = 1_000;

    static final List<String> FIELDS = List.of("name", "version", "description", "createdBy", "tags",
            "metadata", "input", "maxParallelTasks", "timeout", "priority", "fairnessKey", "onFailure",
            "tasks");

    private final ObjectReader reader;
    private final Faults faults;
    private final @Nullable About about;
    private final @Nullable Json inputSchema;
    private final Policy policy;
    private final List<TaskDraft> tasks;

    WorkflowReader(Node node, Faults faults) {
        this.reader = ObjectReader.of(node, Pointer.ROOT, faults, FIELDS);
        this.faults = faults;
        this.about = about();
        this.inputSchema = inputSchema();
        this.policy = policy();
        this.tasks = readTasks();
    }

    List<TaskDraft> tasks() {
        return tasks;
    }

    /// The definition.
    /// @throws IllegalStateException if there are faults
    WorkflowDefinition definition() {
        if (about == null || !faults.isEmpty()) {
            throw new IllegalStateException("a definition with faults can't be made");
        }
        var definitions = new LinkedHashMap<TaskId, TaskDefinition>();
        for (var task : tasks) {
            if (task.definition() != null) {
                definitions.put(task.id(), task.definition());
            }
        }
        return new WorkflowDefinition(about, inputSchema, policy, definitions);
    }

    private @Nullable About about() {
        var name = reader.requiredName("name", DefinitionName::new);
        var version = reader.whole("version", 1, Integer.MAX_VALUE, 1);
        var description = reader.text("description", 10_000);
        var createdBy = reader.text("createdBy", 200);
        var tags = reader.texts("tags", 100, 100);
        var metadata = reader.labels("metadata", TaskReader.MOST_LABELS, TaskReader.LONGEST_LABEL);
        return name == null
                ? null
                : new About(name, version, description, createdBy, List.copyOf(tags), metadata);
    }

    private @Nullable Json inputSchema() {
        var node = reader.node("input");
        return node == null ? null : new SchemaReader(faults).schema(node, reader.at("input"));
    }

    private Policy policy() {
        return new Policy(reader.whole("maxParallelTasks", 1, Policy.UNBOUNDED, Policy.UNBOUNDED),
                reader.duration("timeout", AttemptsReader.SHORTEST), onFailure(),
                reader.whole("priority", -MOST_PRIORITY, MOST_PRIORITY, 0), reader.text("fairnessKey", 100));
    }

    private OnFailure onFailure() {
        var text = reader.text("onFailure", 100);
        if (text == null) {
            return OnFailure.ROLLBACK;
        }
        for (var known : OnFailure.values()) {
            if (word(known).equals(text)) {
                return known;
            }
        }
        var words = Arrays.stream(OnFailure.values()).map(WorkflowReader::word).toList();
        faults.add(reader.at("onFailure"),
                "expected one of " + String.join(", ", words) + ", was '" + text + "'"
                        + Suggestion.of(text, words));
        return OnFailure.ROLLBACK;
    }

    /// How a definition writes it.
    static String word(OnFailure onFailure) {
        return onFailure.name().toLowerCase(Locale.ROOT);
    }

    private List<TaskDraft> readTasks() {
        var at = reader.at("tasks");
        switch (reader.node("tasks")) {
            case null -> reader.missing("tasks");
            case Node.Fields(var values) when values.isEmpty() ->
                faults.add(at, "expected at least one task");
            case Node.Fields(var values) when values.size() > MOST_TASKS -> faults.add(at,
                    "has " + values.size() + " tasks, more than the " + MOST_TASKS + " allowed");
            case Node.Fields(var values) -> {
                var drafts = new ArrayList<TaskDraft>();
                values.forEach((name, node) -> {
                    var id = reader.named(at.to(name), name, TaskReader::declared);
                    if (id != null) {
                        drafts.add(new TaskReader(id, node, at.to(name), faults).draft());
                    }
                });
                return drafts;
            }
            case Node other -> faults.expected(at, "an object with a task under each id", other);
        }
        return List.of();
    }
}
