package dev.muster.dev;

import dev.muster.common.Json;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.port.Definitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A workflow definition from the `examples` folder, which is bundled.
record Example(JsonNode definition) {
    /// The ready-made ones, by name.
    private static final List<String> TEMPLATES = List.of("brand-launch", "content-generation",
            "inventory-sync",
            "marketing-campaign", "product-launch", "website-build");

    private static final YAMLMapper YAML = new YAMLMapper();

    /// Registers the ready-made ones, to be started by name. One that is registered already stays as it is.
    static void registerTemplates(Definitions definitions) {
        TEMPLATES.forEach(name -> definitions.register(named(name).json()));
    }

    /// @param name of the file, without its ending
    static Example named(String name) {
        var file = "/examples/" + name + ".yaml";
        try (var text = Objects.requireNonNull(Example.class.getResourceAsStream(file), file)) {
            return new Example(YAML.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException("the example " + name + " can't be read", e);
        }
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
