package dev.muster.bench.part;

import dev.muster.common.error.TaskExecutionException;
import dev.muster.worker.ActionHandler;
import dev.muster.worker.AgentDefinition;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// The agent whose tasks are measured: it does as good as nothing, and counts how often.
public final class BenchAgent {
    /// Returns its input.
    public static final String ECHO = "echo";
    /// Returns its input after [#SLEEP_MILLIS].
    public static final String SLEEP = "sleep";
    /// Fails at its first try, and returns its input at the second.
    public static final String STUMBLE = "stumble";
    /// Fails for good.
    public static final String FAIL = "fail";
    /// Undoes any of them.
    public static final String UNDO = "undo";

    static final int SLEEP_MILLIS = 5;

    /// What the tasks take and return: as an agent of a user has it, a record.
    record Payload(String order, int number, String note) {}

    private BenchAgent() {}

    /// @param spec `TYPE` or `TYPE=LIMIT`
    static AgentDefinition parse(String spec, Executions executions, Refills refills) {
        var separator = spec.indexOf('=');
        if (separator < 0) {
            return agent(spec, executions, handler -> handler);
        }
        var limit = Integer.parseInt(spec.substring(separator + 1));
        return agent(spec.substring(0, separator), executions, refills::timed).limit(limit);
    }

    private static AgentDefinition agent(String type, Executions executions,
            UnaryOperator<ActionHandler<Payload>> timed) {
        return AgentDefinition.of(type).breakerCounts(_ -> false)
                .action(ECHO, Payload.class, timed.apply(executions.counted((payload, _) -> payload)))
                .action(SLEEP, Payload.class, timed.apply(executions.counted((payload, _) -> {
                    TimeUnit.MILLISECONDS.sleep(SLEEP_MILLIS);
                    return payload;
                }))).action(STUMBLE, Payload.class, timed.apply(executions.counted((payload, task) -> {
                    if (task.tryNumber() == 1) {
                        throw TaskExecutionException.retryable("stumbled", "the first try fails", null);
                    }
                    return payload;
                }))).action(FAIL, Payload.class, timed.apply(executions.counted((_, _) -> {
                    throw TaskExecutionException.terminal("failed", "every try fails", null);
                })))
                .compensation(UNDO, Payload.class, Payload.class,
                        (_, _, task) -> executions.add(task.idempotencyKey()));
    }
}
