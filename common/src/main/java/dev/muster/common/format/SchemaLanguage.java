package dev.muster.common.format;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import dev.muster.common.Json;
import java.util.Locale;

/// JSON Schema as Muster takes it from strangers: it fetches nothing, refers to nothing but itself and the standard's
/// own documents, and its patterns are matched in linear time.
final class SchemaLanguage {
    static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

    /// A schema may refer to itself, even without end.
    private static final long MOST_STEPS = 5_000_000;
    private static final int DEEPEST = 500;

    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .locale(Locale.ENGLISH)
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .regularExpressionFactory(SchemaLanguage::pattern)
            .executionContextCustomizer((execution, schema) -> execution.executionConfig(
                    bounds -> bounds.maxEvaluationSteps(MOST_STEPS).maxEvaluationDepth(DEEPEST)))
            .build();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(CONFIG)
                    .schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)
                            .allow(iri -> iri.toString()
                                    .startsWith("https://json-schema.org/draft/2020-12/"))));

    private SchemaLanguage() {}

    static Schema metaSchema() {
        return Standard.META_SCHEMA;
    }

    static Schema compiled(Json schema) {
        return REGISTRY.getSchema(schema.text(), InputFormat.JSON);
    }

    private static RegularExpression pattern(String regex) {
        try {
            var pattern = Pattern.compile(regex);
            return text -> pattern.matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw new BadPattern(e);
        }
    }

    private static final class Standard {
        static final Schema META_SCHEMA = REGISTRY.getSchema(SchemaLocation.of(DRAFT));
    }

    /// A pattern that is none, or of a kind that can't be matched in linear time.
    static final class BadPattern extends RuntimeException {
        BadPattern(PatternSyntaxException cause) {
            super("the pattern '" + cause.getPattern() + "' is not supported: " + cause.getDescription(),
                    cause);
        }
    }
}
