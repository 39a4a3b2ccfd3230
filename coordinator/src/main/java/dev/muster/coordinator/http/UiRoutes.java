package dev.muster.coordinator.http;

import dev.muster.coordinator.port.Role;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The web UI: files that ship with the server, read once at its start. Only what is named here is served, so there is no path
/// to anything else. They are for anyone, since a browser can't say who asks before they are there. Thread-safe.
final class UiRoutes {
    static final List<String> FILES = List.of("index.html", "icon.svg", "base.css", "pages.css", "graph.css",
            "app.js", "api.js", "attempts.js", "bulk.js", "deadletters.js", "definition.js", "definitions.js",
            "dom.js",
            "fleet.js", "form.js",
            "format.js", "graph.js", "heading.js", "layout.js", "schema.js", "session.js", "sparkline.js",
            "status.js",
            "stream.js", "tasks.js", "timeline.js", "view.js", "widgets.js",
            "workflow.js", "workflows.js");

    /// Everything comes from this server, and nothing that stands in a page itself is run.
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
            "Cache-Control", "no-cache",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    private static final String START = "index.html";

    private UiRoutes() {}

    /// The start page, which is part of the published API.
    static Route start() {
        return route("/", file(START));
    }

    /// What it refers to, which is not.
    static List<Route> parts() {
        return FILES.stream().filter(name -> !name.equals(START))
                .map(name -> route("/ui/" + name, file(name)))
                .toList();
    }

    private static Route route(String path, Answer whole) {
        var tag = Objects.requireNonNull(whole.headers().get("ETag"));
        var same = new Answer(304, whole.mediaType(), "", whole.headers());
        return Route.get(path, request -> isKnown(request, tag) ? same : whole).forA(Role.ANYONE);
    }

    private static boolean isKnown(ServerRequest request, String tag) {
        return request.headers().value(HeaderNames.IF_NONE_MATCH).filter(tag::equals).isPresent();
    }

    private static Answer file(String name) {
        try (var stream = UiRoutes.class.getResourceAsStream("ui/" + name)) {
            var bytes = Objects.requireNonNull(stream, name).readAllBytes();
            var headers = new TreeMap<>(HEADERS);
            headers.put("ETag", tag(bytes));
            return new Answer(200, mediaType(name), new String(bytes, StandardCharsets.UTF_8), headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22)
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("no media type is known for " + name);
        };
    }
}
