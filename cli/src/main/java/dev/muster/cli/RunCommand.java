package dev.muster.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `muster run FILE|NAME[:VERSION]`: starts a workflow.
@Command(name = "run", description = "Starts a workflow and prints its id.")
final class RunCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("([^:]+)(?::([1-9]\\d{0,8}))?");

    private final MusterCommand muster;

    @Parameters(paramLabel = "FILE|NAME[:VERSION]", description = "A definition in JSON or YAML, or the name of a registered one; its newest version if none is given.")
    private String definition = "";

    @Option(names = "--input", paramLabel = "JSON|@FILE", description = "The workflow's input.")
    private @Nullable String input;

    @Option(names = "--id", paramLabel = "ID", description = "The workflow's id; the same id again starts nothing twice. One is made up if none is given.")
    private @Nullable String id;

    @Option(names = "--tag", paramLabel = "T", description = "A tag to find the workflow by; repeatable.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--wait", description = "Show the workflow until it has ended.")
    private boolean wait;

    RunCommand(MusterCommand muster) {
        this.muster = muster;
    }

    @Override
    public Integer call() {
        var api = muster.api();
        var submission = Api.JSON.createObjectNode();
        define(submission, api);
        if (input != null) {
            submission.set("input", json(input));
        }
        if (id != null) {
            submission.put("id", id);
        }
        tags.forEach(submission.putArray("tags")::add);
        var answer = api.post("/api/v1/workflows", Api.Document.json(submission));
        var started = answer.json().path("id").asString("");
        if (!wait) {
            muster.print(answer, () -> muster.terminal().out().println(started));
            return ExitCode.DONE;
        }
        if (!muster.json()) {
            muster.terminal().out().println(started);
        }
        return WatchCommand.follow(muster, api, started, true);
    }

    private void define(ObjectNode submission, Api api) {
        if (DefinitionFile.isMeant(definition) || Files.isRegularFile(Path.of(definition))) {
            submission.set("definition", DefinitionFile.read(definition).validated(api).definition());
            return;
        }
        var name = NAME.matcher(definition);
        if (!name.matches()) {
            throw CommandFailedException.usage("'" + definition
                    + "' is neither a file nor a name, expected FILE or NAME or NAME:VERSION");
        }
        submission.put("name", name.group(1));
        if (name.group(2) != null) {
            submission.put("version", Integer.parseInt(name.group(2)));
        }
    }

    private static JsonNode json(String given) {
        var text = given.startsWith("@") ? DefinitionFile.text(given.substring(1)) : given;
        try {
            var node = Api.JSON.readTree(text);
            if (!node.isMissingNode()) {
                return node;
            }
        } catch (JacksonException e) {
            throw CommandFailedException.usage("the input is not JSON at line " + e.getLocation().getLineNr()
                    + ", column " + e.getLocation().getColumnNr() + ", expected one JSON value");
        }
        throw CommandFailedException.usage("the input is empty, expected one JSON value");
    }
}
