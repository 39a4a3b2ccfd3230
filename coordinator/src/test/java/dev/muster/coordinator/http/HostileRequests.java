package dev.muster.coordinator.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import tools.jackson.databind.JsonNode;

/// Makes requests of an OpenAPI document: as it describes them, nearly so, and far from it. The same randomness makes the same
/// requests. Thread-safe.
final class HostileRequests {
    private static final List<String> IDS = List.of("w1", "here-1", "launch-7", "finance", "launch", "1",
            "2");
    private static final List<String> ODD_PARTS = List.of("%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..", "%00",
            "%zz",
            "%", "%F0%9F%98%80", "\u00fc\u4e2d", "%c3%28", "a%2Fb", "a%5Cb", ";x=1", "-", "%20",
            "a".repeat(3_000),
            "validate", "99999999999999999999", "-1", "0x10", "%E2%80%AE", "$%7Bjndi:x%7D", "'%20OR%201=1--",
            "{id}",
            "*");
    private static final List<String> ODD_VALUES = List.of("", "%00", "-1", "99999999999999999999", "1e9",
            "NaN",
            "true", "%F0%9F%98%80", "%c3%28", "%zz", "a%26b", "no-such", "999999999m", "1ms%20",
            "x".repeat(2_000),
            "%3Cscript%3E", "RUNNING", "task.*", "\u00fc");
    private static final List<String> ODD_JSON = List.of("1e999999999", "-1e999999999", "1e-999999999", "-0",
            "1" + "0".repeat(400), "0." + "3".repeat(400), "NaN", "\"\\ud800\"", "\"\\u0000\"",
            "\"\u202e\ud83d\ude00\"",
            "\"" + "x".repeat(70_000) + "\"", "[".repeat(3_000) + "]".repeat(3_000), "[".repeat(3_000),
            "{\"a\":".repeat(900) + "1" + "}".repeat(900), "{\"__proto__\":{}}", "true", "null", "[]", "{}",
            "\"\"",
            "-1", "2147483648", "0.5", "\"${tasks.a.output}\"", "\"${1/0}\"", "{\"a\":1,\"a\":2}", "\"30s\"",
            "{\"$ref\":\"http://192.0.2.1/x\"}", "[null]", "'x'", "// x", "\"\t\"", "\"unclosed");
    private static final List<String> DEFINITIONS = List.of(
            "{\"name\":\"launch\",\"tasks\":{\"a\":{\"agent\":\"finance\",\"action\":\"pay\"}}}",
            "{\"name\":\"launch\",\"tasks\":{\"a\":{\"agent\":\"finance\",\"action\":\"pay\",\"dependsOn\":[\"b\"]},"
                    + "\"b\":{\"agent\":\"finance\",\"action\":\"pay\",\"dependsOn\":[\"a\"]}}}",
            "{\"name\":\"finance\",\"input\":{\"type\":\"object\",\"properties\":{\"x\":{\"pattern\":\"(a+)+$\"}}},"
                    + "\"tasks\":{\"a\":{\"agent\":\"finance\",\"action\":\"pay\",\"input\":{\"x\":\"${input.x}\"}}}}",
            "{\"name\":\"launch\",\"tasks\":{\"a\":{\"agent\":\"finance\",\"action\":\"pay\",\"forEach\":"
                    + "\"${[1,2,3].map(x, [1,2,3].map(y, x*y))}\",\"as\":\"i\",\"atMost\":1000000,"
                    + "\"retry\":{\"attempts\":999999999,\"delay\":\"99999d\",\"factor\":1e300}}}}",
            "{\"name\":\"launch\",\"tasks\":{}}",
            "{\"name\":\"launch\",\"maxParallelTasks\":1e9,\"tasks\":[]}");
    /// What is put together property by property is hardly ever accepted.
    private static final String ACCEPTABLE = "{\"definition\":" + DEFINITIONS.getFirst() + "}";
    private static final List<String> ODD_HEADERS = List.of("Origin: http://evil.example", "Origin: null",
            "Origin: %%%", "Sec-Fetch-Site: cross-site", "Authorization: Bearer x",
            "Authorization: Basic !!!",
            "Accept: text/html", "Accept: */*;q=x", "Cookie: a=b", "Range: bytes=0-1", "If-None-Match: *",
            "Last-Event-ID: 99999999999999999999", "Last-Event-ID: -1", "Last-Event-ID: nonsense",
            "X-Forwarded-For: 1.2.3.4", "X-Http-Method-Override: DELETE", "Expect: 100-continue",
            "Accept-Encoding: gzip", "TE: trailers", "Content-Encoding: gzip", "X-Odd: \u00fc\u4e2d",
            "X-Long: " + "y".repeat(6_000), "Connection: keep-alive, Upgrade", "Content-Language: ,,,");
    private static final List<String> MEDIA_TYPES = List.of("application/yaml", "text/plain",
            "application/xml",
            "application/json; charset=utf-16", "application/json; charset=\"", "json", "*/*",
            "multipart/form-data",
            "application/x-www-form-urlencoded", "a/b/c", "application/json;;;");
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH",
            "OPTIONS", "TRACE", "BREW", "get", "PROPFIND");

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();

    private record Operation(String method, String path, JsonNode described) {}

    /// @param path as the document has it
    /// @param text its bytes, each as a character of ISO 8859-1
    /// @param isForItsPath whether nothing was done to the method, the path and how bytes are framed, so that the answer is one of
    ///        those that the document has for them
    /// @param isLast whether the connection can't be used after it
    record Request(String method, String path, String text, boolean isForItsPath, boolean isLast) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /// What a request is made of; changed until it is written.
    private static final class Draft {
        private String method;
        private String target;
        private String query = "";
        private String host = "127.0.0.1";
        private String mediaType = "application/json";
        private byte[] body = new byte[0];
        private boolean isForItsPath = true;
        private final List<String> headers = new ArrayList<>();

        private Draft(String method, String target) {
            this.method = method;
            this.target = target;
        }
    }

    HostileRequests(JsonNode document) {
        this.document = document;
        document.path("paths").properties().forEach(path -> path.getValue().properties()
                .forEach(operation -> operations.add(new Operation(
                        operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
    }

    Request next(Random random) {
        var operation = one(random, operations);
        var draft = valid(random, operation);
        var kind = random.nextInt(100);
        var slips = kind < 35 ? 0 : kind < 70 ? 1 : 4;
        for (var slip = 0; slip < slips; slip++) {
            spoil(random, operation, draft);
        }
        return kind < 90 ? written(operation, draft, false) : broken(random, operation, draft);
    }

    private Draft valid(Random random, Operation operation) {
        var draft = new Draft(operation.method(), operation.path());
        var query = new ArrayList<String>();
        for (var parameter : operation.described().path("parameters")) {
            var name = parameter.path("name").asString();
            if (parameter.path("in").asString().equals("path")) {
                draft.target = draft.target.replace("{" + name + "}", one(random, IDS));
            } else if (parameter.path("in").asString().equals("query") && random.nextBoolean()) {
                query.add(name + "=" + parameter(random, name, parameter.path("schema")));
            }
        }
        draft.query = String.join("&", query);
        var content = operation.described().at("/requestBody/content/application~1json/schema");
        if (!content.isMissingNode()
                && (operation.described().at("/requestBody/required").asBoolean() || random.nextBoolean())) {
            draft.body = value(random, content, 0).getBytes(StandardCharsets.UTF_8);
        }
        return draft;
    }

    /// Never one that is waited for long.
    private String parameter(Random random, String name, JsonNode schema) {
        return switch (name) {
            case "wait" -> random.nextInt(5) + "ms";
            case "type" -> one(random, List.of("workflow.*", "task.failed", "dev.muster.task.completed"));
            case "limit" -> String.valueOf(1 + random.nextInt(50));
            case "rollback", "outputs" -> String.valueOf(random.nextBoolean());
            default -> schema.path("enum").isArray()
                    ? schema.path("enum").get(random.nextInt(schema.path("enum").size())).asString()
                    : one(random, IDS);
        };
    }

    private String value(Random random, JsonNode schemaOrReference, int depth) {
        var reference = schemaOrReference.path("$ref").asString("");
        if (reference.endsWith("/Definition")) {
            return one(random, DEFINITIONS);
        }
        if (reference.endsWith("/Submission") && random.nextBoolean()) {
            return ACCEPTABLE;
        }
        var schema = reference.isEmpty() ? schemaOrReference : document.at(reference.substring(1));
        if (schema.path("enum").isArray()) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size())).toString();
        }
        var types = schema.path("type");
        var type = types.isArray() ? types.get(random.nextInt(types.size())).asString() : types.asString("");
        return depth > 5 ? "null" : switch (type) {
            case "object" -> object(random, schema, depth);
            case "array" -> "[" + value(random, schema.path("items"), depth + 1) + "]";
            case "integer" -> String.valueOf(1 + random.nextInt(9));
            case "number" -> String.valueOf(random.nextDouble() * 10);
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "string" -> "\"" + one(random, IDS) + "\"";
            case "null" -> "null";
            default -> one(random, List.of("{\"brand\":\"Aurora\"}", "{}", "1.10", "\"x\"", "[1]"));
        };
    }

    private String object(Random random, JsonNode schema, int depth) {
        var fields = new ArrayList<String>();
        for (var property : schema.path("properties").properties()) {
            if (random.nextInt(3) > 0) {
                fields.add("\"" + property.getKey() + "\":"
                        + value(random, property.getValue(), depth + 1));
            }
        }
        return "{" + String.join(",", fields) + "}";
    }

    private void spoil(Random random, Operation operation, Draft draft) {
        switch (random.nextInt(9)) {
            case 0 -> {
                draft.target = operation.path().contains("{")
                        ? operation.path().replaceFirst("\\{[a-z]+}",
                                Matcher.quoteReplacement(one(random, ODD_PARTS)))
                                .replaceAll("\\{[a-z]+}", "1")
                        : draft.target
                                + one(random, List.of("/", "//", "/..", "/.", "/%2e", ";a", "/x", "%20"));
                draft.isForItsPath = false;
            }
            case 1 -> draft.query = oddQuery(random, operation, draft.query);
            case 2, 3 -> draft.body = oddBody(random, draft.body);
            case 4 -> draft.mediaType = one(random, MEDIA_TYPES);
            case 5 -> {
                draft.method = one(random, METHODS);
                draft.isForItsPath = false;
            }
            case 6 -> draft.host = one(random,
                    List.of("evil.example", "localhost", "[::1]:80", "a b", "", "127.0.0.1:x",
                            "x".repeat(300)));
            default -> draft.headers.add(one(random, ODD_HEADERS));
        }
    }

    private static String oddQuery(Random random, Operation operation, String query) {
        var parameters = operation.described().path("parameters");
        var name = parameters.isEmpty()
                ? "unknown"
                : parameters.get(random.nextInt(parameters.size())).path("name").asString();
        return switch (random.nextInt(6)) {
            case 0 -> query + "&" + query + "&" + name + "=1&" + name + "=2";
            case 1 -> "x".repeat(1 + random.nextInt(20_000));
            case 2 -> "a=1&".repeat(1 + random.nextInt(800));
            case 3 -> "%zz=%zz&=&&==";
            default -> name + "=" + one(random, ODD_VALUES);
        };
    }

    private static byte[] oddBody(Random random, byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8);
        return switch (random.nextInt(8)) {
            case 0 -> new byte[]{'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'};
            case 1 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_16);
            case 2 -> text.substring(0, random.nextInt(text.length() + 1)).getBytes(StandardCharsets.UTF_8);
            case 3 -> noise(random, random.nextInt(200));
            case 4 -> one(random, ODD_JSON).getBytes(StandardCharsets.UTF_8);
            default -> (text.isEmpty() ? one(random, DEFINITIONS) : text)
                    .replaceFirst(
                            one(random,
                                    List.of("\"[^\"{}]*\"(?=[,}\\]])", ":[^:,{}]*", "\\{", "\\d+",
                                            "\\[[^\\]]*\\]")),
                            Matcher.quoteReplacement(one(random, List.of("", ":")) + one(random, ODD_JSON)))
                    .getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] noise(Random random, int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Request written(Operation operation, Draft draft, boolean isLast) {
        var out = new ByteArrayOutputStream();
        var target = draft.query.isEmpty() ? draft.target : draft.target + "?" + draft.query;
        put(out, draft.method + " " + target + " HTTP/1.1\r\nHost: " + draft.host + "\r\n");
        draft.headers.forEach(header -> put(out, header + "\r\n"));
        if (draft.body.length > 0) {
            put(out, "Content-Type: " + draft.mediaType + "\r\n");
        }
        put(out, "Content-Length: " + draft.body.length + "\r\n\r\n");
        out.writeBytes(draft.body);
        return new Request(draft.method, operation.path(), out.toString(StandardCharsets.ISO_8859_1),
                draft.isForItsPath, isLast);
    }

    /// What is no HTTP, or two things at once.
    private static Request broken(Random random, Operation operation, Draft draft) {
        var whole = written(operation, draft, true);
        var text = whole.text();
        var broken = switch (random.nextInt(12)) {
            case 0 -> text.replace("Content-Length: ", "Content-Length: -");
            case 1 -> text.replaceFirst("Content-Length: ", "Content-Length: 3\r\nContent-Length: ");
            case 2 ->
                text.replaceFirst("Content-Length: \\d+", "Transfer-Encoding: chunked\r\nContent-Length: 5");
            case 3 -> text.replaceFirst("Content-Length: \\d+\r\n\r\n",
                    "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n");
            case 4 -> text.replaceFirst("Content-Length: \\d+\r\n\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
            case 5 -> text.replace("HTTP/1.1",
                    one(random, List.of("HTTP/2.0", "HTTP/9.9", "HTTP/1.0", "HTP/1.1", "")));
            case 6 -> text.substring(0, random.nextInt(text.length()));
            case 7 -> text.replace("\r\n", one(random, List.of("\n", "\r", "\r\n ")));
            case 8 -> text.replaceFirst("\r\n", "\r\n" + "X-Many: 1\r\n".repeat(2_000));
            case 9 -> text.replaceFirst("\r\n", "\r\nX-Large: " + "z".repeat(40_000) + "\r\n");
            case 10 -> new String(noise(random, 1 + random.nextInt(500)), StandardCharsets.ISO_8859_1);
            default -> text.replaceFirst("\r\n", "\r\n" + one(random, List.of("X y: 1", ": x", "X\u0000: 1",
                    "nothing",
                    "Host: a",
                    "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
                    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13"))
                    + "\r\n");
        };
        return new Request(whole.method(), whole.path(), broken, false,
                true);
    }

    private static void put(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T one(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
