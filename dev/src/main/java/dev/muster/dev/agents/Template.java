package dev.muster.dev.agents;

import dev.muster.common.error.TaskExecutionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with places to fill: `{{name}}` takes a value as the text's format needs it, `{{{name}}}` takes a piece
/// that is in that format already.
record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\{?)([A-Za-z]+)\\}?\\}\\}");

    /// A template that lies beside the agents.
    static Template bundled(String name) {
        try (var stream = Template.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no bundled template " + name);
            }
            return new Template(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled template " + name + " could not be read", e);
        }
    }

    String html(Map<String, String> values) {
        return filled(values, Template::escaped);
    }

    String plain(Map<String, String> values) {
        return filled(values, UnaryOperator.identity());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;").replace("'", "&#39;");
    }

    private String filled(Map<String, String> values, UnaryOperator<String> escape) {
        return PLACE.matcher(text).replaceAll(place -> {
            var value = values.get(place.group(2));
            if (value == null) {
                throw TaskExecutionException.terminal("invalid_template",
                        "a template asks for {{" + place.group(2) + "}}: expected one of "
                                + values.keySet().stream().sorted().toList(),
                        null);
            }
            return Matcher.quoteReplacement(place.group(1).isEmpty() ? escape.apply(value) : value);
        });
    }
}
