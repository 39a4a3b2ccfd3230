package dev.muster.cli;

import picocli.CommandLine.Command;

/// `muster agents`: who does the work.
@Command(name = "agents", description = "Lists the registered agents and what they can do.")
final class AgentsCommand implements Runnable {
    private final MusterCommand muster;

    AgentsCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        var answer = muster.api().get("/api/v1/agents");
        muster.print(answer, () -> {
            var table = new Table("TYPE", "ACTIONS");
            for (var agent : answer.json().path("agents")) {
                table.row(agent.path("type").asString(""), SystemCommand.joined(agent.path("actions")));
            }
            table.print(muster.terminal());
        });
    }
}
