package dev.muster.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `muster lag`: how far workers and coordinators are behind, partition by partition.
@Command(name = "lag", description = "Shows how far workers and coordinators are behind in their topics.")
final class LagCommand implements Runnable {
    private final MusterCommand muster;

    @Mixin
    private final Following following = new Following();

    LagCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        following.show(muster, "/api/v1/lag", this::lines);
    }

    private List<String> lines(JsonNode lag) {
        if (!lag.hasNonNull("sampledAt")) {
            return List.of("The lag was not looked at yet; it is every few seconds.");
        }
        var table = new Table("GROUP", "TOPIC", "PARTITION", "END", "POSITION", "LAG");
        for (var group : lag.path("groups")) {
            for (var partition : group.path("partitions")) {
                table.row(group.path("group").asString(""), partition.path("topic").asString(""),
                        partition.path("partition").asInt(0), partition.path("end").asLong(0),
                        partition.path("position").asString("-"), partition.path("lag").asLong(0));
            }
        }
        return table.lines(muster.terminal());
    }
}
