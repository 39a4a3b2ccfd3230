package dev.muster.dev;

import dev.muster.dev.agents.SampleAgents;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.Worker;
import dev.muster.worker.builtin.Agents;
import java.nio.file.Path;

/// An agent as the command line names it: `TYPE=exec:COMMAND`, `TYPE=http:URL` or `TYPE=sample:FOLDER`.
sealed interface ServedAgent {
    String type();

    void joinTo(Worker.Builder worker);

    /// A program or an HTTP service.
    record Outside(AgentDefinition definition) implements ServedAgent {
        @Override
        public String type() {
            return definition.type().value();
        }

        @Override
        public void joinTo(Worker.Builder worker) {
            worker.agent(definition);
        }
    }

    /// One of the sample agents, which draw and write into a folder.
    record Sample(String type, Object agent) implements ServedAgent {
        @Override
        public void joinTo(Worker.Builder worker) {
            worker.agent(agent);
        }
    }

    /// @throws IllegalArgumentException if it is none of these, saying what was expected
    static ServedAgent parse(String text) {
        var at = text.indexOf("=sample:");
        if (at < 0) {
            return new Outside(Agents.parse(text));
        }
        var type = text.substring(0, at);
        var folder = Path.of(text.substring(at + "=sample:".length()));
        return new Sample(type,
                SampleAgents.in(folder.toAbsolutePath()).stream()
                        .filter(agent -> SampleAgents.type(agent).equals(type)).findAny()
                        .orElseThrow(() -> new IllegalArgumentException("there is no sample agent '" + type
                                + "', expected one of " + SampleAgents.types())));
    }
}
