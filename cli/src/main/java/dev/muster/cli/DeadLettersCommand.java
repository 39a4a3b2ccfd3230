package dev.muster.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `muster dead-letters [show|replay|discard]`: what could not be read or accepted, and what becomes of it.
@Command(name = "dead-letters", description = "Lists what could not be read or accepted, the newest first.")
final class DeadLettersCommand implements Runnable {
    private static final String PATH = "/api/v1/dead-letters";

    private final MusterCommand muster;

    @Option(names = "--state", paramLabel = "S", description = "OPEN, REPLAYED or DISCARDED; OPEN if none is given.")
    private String state = "";

    @Option(names = "--topic", paramLabel = "T", description = "Only those that were read on this topic, such as muster.commands.")
    private String topic = "";

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, up to 1000; 100 if none is given.")
    private String limit = "";

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Goes on where a listing before ended.")
    private String cursor = "";

    DeadLettersCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public void run() {
        var answer = muster.api().get(PATH
                + Api.query(Map.of("state", state, "topic", topic, "limit", limit, "cursor", cursor)));
        muster.print(answer, () -> print(answer.json()));
    }

    @Command(name = "show", description = "Shows a dead letter with the beginning of its payload.")
    void show(@Parameters(paramLabel = "ID", description = "The dead letter's id.") String id) {
        print(muster.api().get(path(id)));
    }

    @Command(name = "replay", description = "Puts a dead letter's record back to its topic, once.")
    void replay(@Parameters(paramLabel = "ID", description = "The dead letter's id.") String id) {
        print(muster.api().post(path(id) + "/replay", null));
    }

    @Command(name = "discard", description = "Takes a dead letter from those that are to be looked at.")
    void discard(@Parameters(paramLabel = "ID", description = "The dead letter's id.") String id) {
        print(muster.api().post(path(id) + "/discard", null));
    }

    private static String path(String id) {
        return PATH + "/" + Api.escaped(id);
    }

    private void print(JsonNode page) {
        var table = new Table("ID", "TIME", "TOPIC", "KEY", "SIZE", "REASON");
        for (var letter : page.path("deadLetters")) {
            table.row(letter.path("id").asString(""), letter.path("time").asString("-"),
                    letter.at("/from/topic").asString("-"), text(letter.path("key")),
                    letter.at("/payload/size").asInt(0), letter.path("reason").asString(""));
        }
        table.print(muster.terminal());
        if (page.hasNonNull("cursor")) {
            muster.terminal().out().println("There are more: --cursor " + page.path("cursor").asString(""));
        }
    }

    private void print(Api.Answer answer) {
        muster.print(answer, () -> {
            var letter = answer.json();
            var table = new Table("FIELD", "VALUE");
            table.row("id", letter.path("id").asString(""));
            table.row("state", letter.path("state").asString(""));
            table.row("reason", letter.path("reason").asString(""));
            table.row("from", letter.at("/from/topic").asString("-") + " "
                    + letter.at("/from/partition").asString("-") + " "
                    + letter.at("/from/offset").asString("-"));
            table.row("time", letter.path("time").asString("-"));
            table.row("key", text(letter.path("key")));
            table.row("size", letter.at("/payload/size").asInt(0));
            table.row("payload", text(letter.path("payload")));
            table.print(muster.terminal());
        });
    }

    /// What is no text is shown in Base64, and what was cut off as such.
    private static String text(JsonNode excerpt) {
        if (excerpt.isMissingNode()) {
            return "-";
        }
        return excerpt.path("text").asString(excerpt.path("base64").asString(""))
                + (excerpt.path("whole").asBoolean(true) ? "" : " ...");
    }
}
