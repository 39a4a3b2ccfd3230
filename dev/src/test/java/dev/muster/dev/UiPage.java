package dev.muster.dev;

import dev.muster.dev.browser.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The UI as somebody uses it who looks at a browser's window.
final class UiPage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String AXE = resource("/axe.min.js");
    private static final String WATCH = resource("watch.js");

    private final Browser browser;
    private final String server;

    UiPage(Browser browser, String server) {
        this.browser = browser;
        this.server = server;
    }

    Browser browser() {
        return browser;
    }

    /// Opens a page anew.
    /// @param path behind the `#`
    UiPage open(String path) throws Exception {
        browser.open(URI.create("about:blank"));
        browser.open(URI.create(server + "/#" + path));
        return this;
    }

    /// Opens a page anew, and watches what it takes of the browser's time.
    /// @param awaited an expression that is true once what matters is there
    UiPage openWatched(String path, String awaited) throws Exception {
        browser.open(URI.create("about:blank"));
        browser.open(URI.create(server + "/#" + path), WATCH + "(() => " + awaited + ")");
        return await("watched.told().drawn !== null");
    }

    JsonNode value(String expression) throws Exception {
        return browser.value(expression);
    }

    /// Waits until an expression is true.
    UiPage await(String expression) {
        Awaitility.await(expression).atMost(PATIENCE).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> browser.value("!!(" + expression + ")").asBoolean());
        return this;
    }

    UiPage awaitText(String selector, String text) {
        return await("[...document.querySelectorAll('" + selector + "')].some(e => e.textContent.includes('"
                + text + "'))");
    }

    /// Clicks what has this text and can be clicked.
    UiPage click(String selector, String text) throws Exception {
        var found = "[...document.querySelectorAll('" + selector + "')].find(e => e.textContent.trim() === '"
                + text
                + "' && !e.disabled)";
        await(found);
        value(found + ".click()");
        return this;
    }

    UiPage type(String selector, String text) throws Exception {
        var found = "document.querySelector('" + selector + "')";
        await(found);
        value("(e => { e.value = '" + text + "'; e.dispatchEvent(new Event('input', {bubbles: true}))})("
                + found + ")");
        return this;
    }

    /// How a task of the graph is shown.
    String node(String task) throws Exception {
        return value("document.querySelector('[data-task=\"" + task + "\"]')?.dataset.status ?? ''")
                .asString();
    }

    UiPage awaitNode(String task, String status) {
        return await("document.querySelector('[data-task=\"" + task + "\"]')?.dataset.status === '" + status
                + "'");
    }

    UiPage awaitStatus(String status) {
        return await("document.querySelector('.heading .badge')?.dataset.status === '" + status + "'");
    }

    /// What axe finds against WCAG AA and its own best practices.
    List<String> barriers() throws Exception {
        if (!value("typeof axe === 'object'").asBoolean()) {
            value(AXE + "; true");
        }
        return value(
                "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.flatMap(v => v.nodes.map("
                        + "n => v.id + ': ' + n.target.join(' ') + ' – ' + n.failureSummary)))")
                .valueStream()
                .map(JsonNode::asString).toList();
    }

    void assertNothingIsWrong() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).filteredOn(request -> !request.toString().startsWith("about:"))
                .allSatisfy(request -> assertThat("http://" + request.getAuthority()).isEqualTo(server));
    }

    private static String resource(String name) {
        try (var stream = UiPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        browser.close();
    }
}
