package dev.muster.dev.agents;

import dev.muster.common.error.TaskExecutionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Comma-separated values as RFC 4180 has them, with a header: quoted fields may hold commas, line breaks and
/// doubled quotes.
/// @param name what messages call it
record Csv(String name, List<Row> rows) {
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

    /// @param line of the file in which the row starts, from 1
    record Row(int line, Map<String, String> values) {}

    /// @throws TaskExecutionException naming the line that can't be read
    static Csv read(String name, String text, List<String> columns) {
        var records = new Reader(name, text).records();
        if (records.isEmpty() || !records.getFirst().fields().containsAll(columns)) {
            throw unreadable(name, 1, "expected the columns " + String.join(",", columns));
        }
        var header = records.getFirst().fields();
        var rows = new ArrayList<Row>();
        for (var each : records.subList(1, records.size())) {
            if (each.fields().size() != header.size()) {
                throw unreadable(name, each.line(),
                        "expected " + header.size() + " fields, was " + each.fields().size());
            }
            var values = new LinkedHashMap<String, String>();
            for (var column = 0; column < header.size(); column++) {
                values.put(header.get(column), each.fields().get(column).strip());
            }
            rows.add(new Row(each.line(), values));
        }
        return new Csv(name, List.copyOf(rows));
    }

    static String line(List<String> fields) {
        return String.join(",", fields.stream().map(Csv::quoted).toList()) + "\n";
    }

    static TaskExecutionException unreadable(String name, int line, String message) {
        return TaskExecutionException.terminal("invalid_data", name + " line " + line + ": " + message, null);
    }

    private static String quoted(String field) {
        return NEEDS_QUOTES.matcher(field).find() ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }

    private record Fields(int line, List<String> fields) {}

    /// Goes through the text once, character by character. Confined to one call.
    private static final class Reader {
        private final String name;
        private final String text;
        private int at;
        private int line = 1;

        Reader(String name, String text) {
            this.name = name;
            this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
        }

        List<Fields> records() {
            var records = new ArrayList<Fields>();
            while (at < text.length()) {
                var start = line;
                var fields = new ArrayList<String>();
                do {
                    fields.add(text.startsWith("\"", at) ? quotedField() : plainField());
                } while (passed(","));
                if (at < text.length() && !passed("\r\n") && !passed("\n")) {
                    throw unreadable(name, line,
                            "expected a comma or the end of the line after a quoted field");
                }
                line++;
                if (fields.size() > 1 || !fields.getFirst().isBlank()) {
                    records.add(new Fields(start, fields));
                }
            }
            return records;
        }

        private String plainField() {
            var start = at;
            while (at < text.length() && ",\n".indexOf(text.charAt(at)) < 0 && !text.startsWith("\r\n", at)) {
                at++;
            }
            return text.substring(start, at);
        }

        private String quotedField() {
            var field = new StringBuilder();
            var start = line;
            at++;
            while (!text.startsWith("\"", at) || text.startsWith("\"\"", at)) {
                if (at >= text.length()) {
                    throw unreadable(name, start, "a quoted field does not end");
                }
                if (text.charAt(at) == '\n') {
                    line++;
                }
                at += text.charAt(at) == '"' ? 1 : 0;
                field.append(text.charAt(at++));
            }
            at++;
            return field.toString();
        }

        private boolean passed(String sign) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return true;
            }
            return false;
        }
    }
}
