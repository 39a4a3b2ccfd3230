package dev.muster.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/// A definition in a file, JSON or YAML. What it says is the server's to judge.
record DefinitionFile(String name, Api.Document document) {
    /// The server's opinion of a valid definition.
    /// @param definition in JSON, whatever the file was in
    record Valid(String name, JsonNode definition, Api.Answer answer) {}

    /// @throws CommandFailedException if the file can't be read
    static DefinitionFile read(String name) {
        var text = text(name);
        var isJson = name.endsWith(".json") || (!isYaml(name) && text.stripLeading().startsWith("{"));
        return new DefinitionFile(name,
                new Api.Document(isJson ? "application/json" : "application/yaml", text));
    }

    /// @throws CommandFailedException if it is not valid, with every fault
    Valid validated(Api api) {
        var answer = api.post("/api/v1/definitions/validate", document);
        return new Valid(answer.json().path("name").asString(""), answer.json().path("definition"), answer);
    }

    /// Whether somebody who writes this means a file and not the name of a registered definition.
    static boolean isMeant(String text) {
        return isYaml(text) || text.endsWith(".json") || text.contains("/") || text.contains("\\");
    }

    private static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    static String text(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (NoSuchFileException e) {
            throw CommandFailedException
                    .usage("file '" + name + "' does not exist, expected a file that does");
        } catch (AccessDeniedException e) {
            throw CommandFailedException.usage("file '" + name + "' may not be read, expected one that may");
        } catch (CharacterCodingException e) {
            throw CommandFailedException.usage("file '" + name + "' is not text, expected UTF-8");
        } catch (IOException | InvalidPathException e) {
            throw CommandFailedException
                    .usage("file '" + name + "' can't be read, expected a file with text in UTF-8");
        }
    }
}
