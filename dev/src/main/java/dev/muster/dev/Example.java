package dev.muster.dev;

import dev.muster.common.Json;
import dev.muster.common.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A workflow definition from the `examples` folder.
record Example(JsonNode definition) {
    private static final YAMLMapper YAML = new YAMLMapper();

    static Example read(Path file) {
        try {
            return new Example(YAML.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("the example " + file + " can't be read", e);
        }
    }

    /// The `examples` folder of the checkout that `./muster` runs from, else of the current folder.
    static Path folder() {
        return Path.of(System.getProperty("muster.home", "."), "examples");
    }

    Json json() {
        return new Json(WireFormat.MAPPER.writeValueAsString(definition));
    }

    /// Of each task, the tasks that it names as its dependencies.
    Map<String, List<String>> dependsOn() {
        return definition.path("tasks").propertyStream().collect(Collectors.toMap(Map.Entry::getKey,
                task -> task.getValue().path("dependsOn").valueStream().map(JsonNode::stringValue).toList()));
    }
}
