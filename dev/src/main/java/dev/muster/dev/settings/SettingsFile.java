package dev.muster.dev.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A file of settings: YAML, one key for each flag, and `kafka.` before the settings of Kafka's clients. A value is a scalar, a list
/// of them where a flag may be repeated, or where to read it: `{file: PATH}` or `{env: NAME}`.
final class SettingsFile {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path file;
    private final Map<String, String> environment;
    private final Faults faults;
    private final List<Setting> found = new ArrayList<>();

    private SettingsFile(Path file, Map<String, String> environment, Faults faults) {
        this.file = file;
        this.environment = environment;
        this.faults = faults;
    }

    /// @param faults gets what is wrong with it
    static List<Setting> read(Path file, Map<String, String> environment, Faults faults) {
        var reading = new SettingsFile(file, environment, faults);
        try {
            reading.all(YAML.readTree(Files.readString(file)));
        } catch (java.io.IOException e) {
            faults.add("--config names " + file + ", expected a file that can be read");
        } catch (JacksonException e) {
            var place = e.getLocation();
            faults.add(file + " is no YAML"
                    + (place == null ? "" : ", see line " + place.getLineNr())
                    + ": expected name: value, line by line");
        }
        return reading.found;
    }

    private void all(JsonNode root) {
        if (root.isMissingNode() || root.isNull()) {
            return;
        }
        if (!root.isObject()) {
            faults.add(file + " is not understood: expected name: value, line by line");
            return;
        }
        root.propertyStream().forEach(property -> {
            if (property.getValue().isArray()) {
                property.getValue().valueStream().forEach(value -> one(property.getKey(), value));
            } else {
                one(property.getKey(), property.getValue());
            }
        });
    }

    private void one(String name, JsonNode value) {
        if (value.isObject() && value.size() == 1 && value.path("file").isString()) {
            var secret = value.path("file").stringValue();
            var read = faults.of("", () -> new Setting(name, SecretFile.read(name, secret), secret));
            if (read != null) {
                found.add(read);
            }
        } else if (value.isObject() && value.size() == 1 && value.path("env").isString()) {
            var variable = value.path("env").stringValue();
            var set = environment.get(variable);
            if (set == null) {
                faults.add(name + " is said to be in the variable " + variable + ", which is not set");
            } else {
                found.add(new Setting(name, set, "variable " + variable));
            }
        } else if (value.isValueNode() && !value.isNull()) {
            found.add(new Setting(name, value.asString(), file.toString()));
        } else {
            faults.add(name + " in " + file
                    + " is not understood: expected a value, {file: PATH} or {env: NAME}");
        }
    }
}
