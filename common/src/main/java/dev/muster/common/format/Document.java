package dev.muster.common.format;

import dev.muster.common.error.UnreadableDefinitionException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads a text into nodes. Two fields of one name are a fault; what is not JSON or YAML at all is refused.
///
/// YAML is read as JSON with fewer quotes: one document, its core types, and no aliases, through which a small text
/// could unfold into a huge document.
final class Document {
    static final int MOST_CHARACTERS = 16 << 20;
    static final int DEEPEST = 100;

    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxStringLength(MOST_CHARACTERS)
            .build();
    private static final TokenStreamFactory JSON = JsonFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
            .build();
    private static final TokenStreamFactory YAML = YAMLFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
            .loadSettings(LoadSettings.builder()
                    .setCodePointLimit(MOST_CHARACTERS)
                    .setAllowDuplicateKeys(true)
                    .build())
            .build();
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    /// What the JSON parser says of its own settings and sources.
    private static final Pattern INTERNAL = Pattern
            .compile(" \\(start marker at .*\\)|, from `[^`]*`| \\(code \\d+\\)");
    private static final Pattern PLACE = Pattern.compile("in reader, line (\\d+), column (\\d+)");

    private final JsonParser parser;
    private final Faults faults;

    private Document(JsonParser parser, Faults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /// @throws UnreadableDefinitionException if the text is not one document in its syntax
    static Node read(String text, Syntax syntax, Faults faults) {
        if (text.length() > MOST_CHARACTERS) {
            throw new UnreadableDefinitionException("the definition has " + text.length()
                    + " characters, more than the " + MOST_CHARACTERS + " allowed", 0, 0);
        }
        var factory = syntax == Syntax.JSON ? JSON : YAML;
        try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return new Document(parser, faults).only(syntax);
        } catch (JacksonException e) {
            throw unreadable(syntax, e);
        }
    }

    private Node only(Syntax syntax) {
        if (parser.nextToken() == null) {
            throw new UnreadableDefinitionException("the definition is empty", 0, 0);
        }
        var node = node(Pointer.ROOT);
        if (parser.nextToken() != null) {
            throw refused("not " + syntax + ": expected one document, but more follows it");
        }
        return node;
    }

    private Node node(Pointer at) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw refused("YAML aliases such as *" + parser.getString() + " are not supported");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(at);
            case START_ARRAY -> items(at);
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(at);
            case VALUE_TRUE -> new Node.Bool(true);
            case VALUE_FALSE -> new Node.Bool(false);
            case VALUE_NULL -> new Node.Null();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw refused("expected a value");
        };
    }

    private Node text() {
        var text = parser.getString();
        return parser instanceof YAMLParser && text.equals("~") ? new Node.Null() : new Node.Text(text);
    }

    private Node fields(Pointer at) {
        var values = new LinkedHashMap<String, Node>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            var value = node(at.to(name));
            if (values.putIfAbsent(name, value) != null) {
                faults.add(at.to(name), "'" + name + "' stands here more than once");
            }
        }
        return new Node.Fields(values);
    }

    private Node items(Pointer at) {
        var values = new ArrayList<Node>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(node(at.to(values.size())));
        }
        return new Node.Items(values);
    }

    /// YAML has ways to write numbers that JSON does not, and numbers that JSON has no way to write.
    private Node number(Pointer at) {
        var text = parser.getString();
        if (JSON_NUMBER.matcher(text).matches()) {
            return new Node.Num(text);
        }
        try {
            return new Node.Num(new BigDecimal(text).toString());
        } catch (NumberFormatException _) {
            faults.add(at, "expected a finite number, was " + text);
            return new Node.Null();
        }
    }

    private UnreadableDefinitionException refused(String reason) {
        var place = parser.currentTokenLocation();
        return new UnreadableDefinitionException(reason, place.getLineNr(), place.getColumnNr());
    }

    /// The YAML parser puts its own view of the place and a drawing of it into the message, line by line; what is
    /// indented is that.
    private static UnreadableDefinitionException unreadable(Syntax syntax, JacksonException failure) {
        var message = String.valueOf(failure.getOriginalMessage());
        var reason = message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .map(line -> INTERNAL.matcher(line).replaceAll("").strip())
                .reduce((left, right) -> left + ", " + right)
                .orElse("it can't be read");
        var line = failure.getLocation() == null ? 0 : failure.getLocation().getLineNr();
        var column = failure.getLocation() == null ? 0 : failure.getLocation().getColumnNr();
        var place = PLACE.matcher(message);
        while (place.find()) {
            line = Integer.parseInt(place.group(1));
            column = Integer.parseInt(place.group(2));
        }
        return new UnreadableDefinitionException("not " + syntax + ": " + reason.strip(), Math.max(line, 0),
                Math.max(column, 0));
    }
}
