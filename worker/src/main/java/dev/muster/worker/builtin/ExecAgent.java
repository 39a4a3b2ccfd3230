package dev.muster.worker.builtin;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.TaskCall;
import dev.muster.worker.TaskContext;
import dev.muster.worker.TaskHandler;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An agent that runs a command for each task: the task as JSON on its standard input, the output as JSON on its
/// standard output. Exit 0 is success, 75 (`EX_TEMPFAIL`) a failure worth another attempt, anything else a failure
/// that is not, with the last line of standard error as its message. A task that is cancelled or timed out has its
/// whole process tree killed.
public final class ExecAgent implements TaskHandler {
    private static final int TEMPORARY_FAILURE = 75;

    private final AgentType type;
    private final String command;

    private ExecAgent(AgentType type, String command) {
        this.type = type;
        this.command = command;
    }

    /// @param command for `/bin/sh -c`
    /// @throws IllegalArgumentException if that is no name for an agent type, or the command is blank
    public static AgentDefinition of(String type, String command) {
        if (command.isBlank()) {
            throw new IllegalArgumentException("agent " + type + " has a blank command: expected one to run");
        }
        return AgentDefinition.of(type).anyAction(handler(new AgentType(type), command));
    }

    static TaskHandler handler(AgentType type, String command) {
        return new ExecAgent(type, command);
    }

    @Override
    public @Nullable Json handle(TaskCall call, TaskContext task) throws IOException, InterruptedException {
        var document = TaskDocument.of(type, call, task);
        try (var process = Command.start(command, environment(document), document.bytes())) {
            var exit = process.await();
            // First, because a command that writes too much is killed for it.
            var output = process.output();
            if (exit == 0) {
                return Answer.parse(output);
            }
            var said = process.lastErrorLine();
            var message = said.isEmpty() ? "the command exited with " + exit : said;
            throw exit == TEMPORARY_FAILURE
                    ? TaskExecutionException.retryable("temporary_failure", message, null)
                    : TaskExecutionException.terminal("exit_" + exit, message, null);
        }
    }

    private static Map<String, String> environment(TaskDocument document) {
        var which = document.which();
        var what = document.what();
        return Map.of("MUSTER_WORKFLOW", which.workflow(), "MUSTER_TASK", which.task(), "MUSTER_ATTEMPT",
                String.valueOf(which.attempt()), "MUSTER_TRY", String.valueOf(which.tryNumber()),
                "MUSTER_IDEMPOTENCY_KEY", which.idempotencyKey(), "MUSTER_DEADLINE", which.deadline(),
                "MUSTER_AGENT", what.agent(), "MUSTER_ACTION", what.action(), "MUSTER_PHASE", what.phase());
    }
}
