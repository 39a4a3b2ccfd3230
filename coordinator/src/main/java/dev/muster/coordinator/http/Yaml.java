package dev.muster.coordinator.http;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads YAML 1.2 into the JSON that it stands for: one document, no field twice, aliases resolved, their number bounded.
///
/// Jackson's own YAML reader is not used because it takes an alias for a text.
final class Yaml {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(Body.MOST_BYTES)
            .build();

    private Yaml() {}

    /// @throws RefusedException with the line and column of what can't be read
    static JsonNode read(String text) {
        try {
            var value = new Load(SETTINGS).loadFromString(text);
            // By way of text, so that numbers are read as they are from JSON; a list that holds itself ends at the
            // mapper's limit of depth.
            return ApiJson.MAPPER.readTree(ApiJson.MAPPER.writeValueAsBytes(value));
        } catch (MarkedYamlEngineException e) {
            throw unreadable(position(e.getProblemMark().or(e::getContextMark)), e.getProblem());
        } catch (YamlEngineException e) {
            throw unreadable("", "not well-formed");
        } catch (JacksonException e) {
            throw unreadable("", "it has no meaning in JSON (such as a list within itself, or an empty key)");
        }
    }

    private static String position(Optional<Mark> mark) {
        return mark.map(at -> " at line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1))
                .orElse("");
    }

    private static RefusedException unreadable(String where, String problem) {
        return RefusedException.of(ProblemKind.UNREADABLE,
                "the body is not YAML" + where + ": " + problem + "; expected one YAML document");
    }
}
