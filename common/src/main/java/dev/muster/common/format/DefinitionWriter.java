package dev.muster.common.format;

import dev.muster.common.Json;
import dev.muster.common.definition.Attempts;
import dev.muster.common.definition.Compensation;
import dev.muster.common.definition.Expression;
import dev.muster.common.definition.ForEach;
import dev.muster.common.definition.OnFailure;
import dev.muster.common.definition.Policy;
import dev.muster.common.definition.RetryPolicy;
import dev.muster.common.definition.TaskDefinition;
import dev.muster.common.definition.WorkflowDefinition;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// Writes a definition in its one canonical form: compact JSON, fields in a fixed order, nothing that has its usual
/// value, and names that have no order of their own sorted. What is equal reads the same. Used once.
public final class DefinitionWriter {
    private final JsonGenerator out;

    private DefinitionWriter(JsonGenerator out) {
        this.out = out;
    }

    public static Json json(WorkflowDefinition definition) {
        var text = new StringWriter();
        try (var out = Node.FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            new DefinitionWriter(out).write(definition);
        }
        return new Json(text.toString());
    }

    private void write(WorkflowDefinition definition) {
        var about = definition.about();
        out.writeStartObject();
        text("name", about.name().value());
        whole("version", about.version(), 1);
        text("description", about.description());
        text("createdBy", about.createdBy());
        texts("tags", about.tags());
        labels(about.metadata());
        json("input", definition.inputSchema());
        policy(definition.policy());
        out.writeName("tasks");
        out.writeStartObject();
        definition.tasks().values().forEach(this::task);
        out.writeEndObject();
        out.writeEndObject();
    }

    private void policy(Policy policy) {
        whole("maxParallelTasks", policy.maxParallelTasks(), Policy.UNBOUNDED);
        duration("timeout", policy.timeout());
        whole("priority", policy.priority(), 0);
        text("fairnessKey", policy.fairnessKey());
        if (policy.onFailure() != OnFailure.ROLLBACK) {
            text("onFailure", WorkflowReader.word(policy.onFailure()));
        }
    }

    private void task(TaskDefinition task) {
        out.writeName(task.id().value());
        out.writeStartObject();
        text("agent", task.work().agent().value());
        text("action", task.work().action().value());
        json("input", task.work().input().equals(Json.EMPTY_OBJECT) ? null : task.work().input());
        texts("dependsOn", task.flow().dependsOn().stream().map(Record::toString).toList());
        text("when", task.flow().condition() == null ? null : written(task.flow().condition()));
        if (task.flow().forEach() != null) {
            forEach(task.flow().forEach());
        }
        attempts(task.attempts());
        if (task.allowFailure()) {
            out.writeName("allowFailure");
            out.writeBoolean(true);
        }
        if (task.compensation() != null) {
            compensation(task.compensation(), task);
        }
        labels(task.metadata());
        out.writeEndObject();
    }

    private void forEach(ForEach forEach) {
        text("forEach", written(forEach.items()));
        text("as", forEach.as().equals(ForEachReader.DEFAULT_NAME) ? null : forEach.as());
        whole("atMost", forEach.atMost(), ForEach.UNBOUNDED);
    }

    private void compensation(Compensation compensation, TaskDefinition task) {
        var work = compensation.work();
        out.writeName("compensate");
        out.writeStartObject();
        text("agent", work.agent().equals(task.work().agent()) ? null : work.agent().value());
        text("action", work.action().value());
        json("input", work.input().equals(task.work().input()) ? null : work.input());
        attempts(compensation.attempts());
        out.writeEndObject();
    }

    private void attempts(Attempts attempts) {
        if (!attempts.retry().equals(RetryPolicy.DEFAULT)) {
            retry(attempts.retry());
        }
        duration("timeout", attempts.statedTimeout());
        duration("budget", attempts.budget());
    }

    private void retry(RetryPolicy retry) {
        var usual = RetryPolicy.DEFAULT;
        out.writeName("retry");
        out.writeStartObject();
        whole("attempts", retry.attempts(), usual.attempts());
        duration("delay", retry.delay().equals(usual.delay()) ? null : retry.delay());
        decimal("factor", retry.factor(), usual.factor());
        duration("ceiling",
                retry.ceiling().equals(AttemptsReader.standardCeiling(retry.delay()))
                        ? null
                        : retry.ceiling());
        decimal("jitter", retry.jitter(), usual.jitter());
        texts("notRetried", retry.notRetried().stream().sorted().toList());
        out.writeEndObject();
    }

    private static String written(Expression expression) {
        return "${" + expression.text() + "}";
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            out.writeName(name);
            out.writeString(value);
        }
    }

    private void whole(String name, int value, int usual) {
        if (value != usual) {
            out.writeName(name);
            out.writeNumber(value);
        }
    }

    private void decimal(String name, double value, double usual) {
        if (Double.compare(value, usual) != 0) {
            out.writeName(name);
            out.writeNumber(value);
        }
    }

    private void duration(String name, @Nullable Duration value) {
        text(name, value == null ? null : Durations.text(value));
    }

    private void json(String name, @Nullable Json value) {
        if (value != null) {
            out.writeName(name);
            out.writeRawValue(value.text());
        }
    }

    private void texts(String name, Collection<String> values) {
        if (!values.isEmpty()) {
            out.writeName(name);
            out.writeStartArray();
            values.forEach(out::writeString);
            out.writeEndArray();
        }
    }

    private void labels(Map<String, String> values) {
        if (!values.isEmpty()) {
            out.writeName("metadata");
            out.writeStartObject();
            new TreeMap<>(values).forEach(this::text);
            out.writeEndObject();
        }
    }
}
