package dev.muster.dev.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A headless Chromium with one page, spoken to by the DevTools protocol.
///
/// One thread asks; the socket's thread collects answers and events.
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
    private final WebSocket socket;
    private final String session;

    private Browser(Path program, Path profile) throws Exception {
        process = new ProcessBuilder(program.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                "--window-size=1280,900", "--remote-debugging-port=0", "--user-data-dir=" + profile,
                "about:blank").redirectErrorStream(true)
                .redirectOutput(profile.resolve("output.txt").toFile()).start();
        socket = client.newWebSocketBuilder().connectTimeout(PATIENCE)
                .buildAsync(address(profile.resolve("DevToolsActivePort")), new Listener())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var target = ask("", "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asString();
        session = ask("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId").asString();
        for (var domain : List.of("Page", "Runtime", "Network", "Log")) {
            ask(session, domain + ".enable", Map.of());
        }
    }

    /// Starts one. Where none is installed the test is skipped and says so, but never in CI.
    /// @param profile an empty folder for the browser's own files
    public static Browser start(Path profile) throws Exception {
        var program = installed();
        Assumptions.assumeTrue(program.isPresent() || "true".equals(System.getenv("CI")),
                "no browser is installed: expected chromium, chromium-browser or google-chrome on the PATH");
        return new Browser(program.orElseThrow(() -> new AssertionError("CI has no browser on its PATH")),
                profile);
    }

    private static Optional<Path> installed() {
        var folders = System.getenv().getOrDefault("PATH", "").split(":", -1);
        return NAMES.stream().flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst();
    }

    /// Opens a page and waits until it and all it refers to have been loaded.
    public void open(URI address) throws Exception {
        events.clear();
        ask(session, "Page.navigate", Map.of("url", address.toString()));
        Awaitility.await().atMost(PATIENCE).until(() -> events("Page.loadEventFired").findAny().isPresent());
    }

    /// The same, with a script that is run before anything of the page is.
    public void open(URI address, String script) throws Exception {
        var added = ask(session, "Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        open(address);
        ask(session, "Page.removeScriptToEvaluateOnNewDocument",
                Map.of("identifier", added.path("identifier").asString()));
    }

    /// The value of a JavaScript expression.
    public JsonNode value(String expression) throws Exception {
        var answer = ask(session, "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    public void windowOf(int width, int height) throws Exception {
        ask(session, "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /// Whether the page is told to be drawn dark.
    public void dark(boolean isDark) throws Exception {
        ask(session, "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme",
                        "value", isDark ? "dark" : "light"))));
    }

    /// Presses a key and lets it go.
    /// @param name as in `KeyboardEvent.key`: `Enter`, `ArrowRight`
    public void press(String name, int code) throws Exception {
        for (var type : List.of("rawKeyDown", "keyUp")) {
            ask(session, "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", name, "code", name, "windowsVirtualKeyCode", code));
        }
    }

    /// What the window shows, as a PNG.
    public byte[] picture() throws Exception {
        return Base64.getDecoder().decode(
                ask(session, "Page.captureScreenshot", Map.of("format", "png")).path("data").asString());
    }

    /// Every address that the page asked for.
    public List<URI> requests() {
        return events("Network.requestWillBeSent")
                .map(event -> URI.create(event.path("params").path("request").path("url").asString()))
                .toList();
    }

    /// What the page and the browser complained about.
    public List<String> complaints() {
        return events.stream().filter(event -> switch (event.path("method").asString()) {
            case "Runtime.exceptionThrown" -> true;
            // What the page itself gave up, such as a stream that it has no more use for.
            case "Network.loadingFailed" -> !event.path("params").path("canceled").asBoolean(false);
            case "Runtime.consoleAPICalled" -> event.path("params").path("type").asString().equals("error");
            case "Log.entryAdded" ->
                !event.path("params").path("entry").path("level").asString().equals("info");
            case "Network.responseReceived" ->
                event.path("params").path("response").path("status").asInt() >= 400;
            default -> false;
        }).map(JsonNode::toString).toList();
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        client.shutdownNow();
        // All of them, and to their end, because each writes to the profile.
        var family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        family.forEach(ProcessHandle::destroyForcibly);
        for (var each : family) {
            each.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Stream<JsonNode> events(String method) {
        return events.stream().filter(event -> event.path("method").asString().equals(method));
    }

    private URI address(Path portFile) {
        Awaitility.await().atMost(PATIENCE).failFast("the browser ended", () -> !process.isAlive())
                .until(() -> Files.exists(portFile) && Files.readAllLines(portFile).size() == 2);
        try {
            var lines = Files.readAllLines(portFile);
            return URI.create("ws://127.0.0.1:" + lines.getFirst() + lines.getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode ask(String session, String method, Map<String, Object> parameters)
            throws InterruptedException, ExecutionException, TimeoutException {
        var id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        var message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var answered = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (answered.has("error")) {
            throw new IllegalStateException(method + ": " + answered.path("error"));
        }
        return answered.path("result");
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                receive(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void receive(JsonNode message) {
            var waiting = message.has("id") ? answers.remove(message.path("id").asInt()) : null;
            if (waiting != null) {
                waiting.complete(message);
            } else {
                events.add(message);
            }
        }
    }
}
