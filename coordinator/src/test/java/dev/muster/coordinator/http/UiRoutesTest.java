package dev.muster.coordinator.http;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UiRoutesTest {
    private final ServedFleet served = new ServedFleet();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void everyFileOfTheUiIsServed() throws IOException, URISyntaxException {
        var folder = Path
                .of(Objects.requireNonNull(UiRoutes.class.getResource("ui/index.html")).toURI()).getParent();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(UiRoutes.FILES);
        }

        assertThat(UiRoutes.FILES).filteredOn(name -> !name.equals("index.html"))
                .allSatisfy(name -> assertThat(served.get("/ui/" + name).status()).isEqualTo(200));
        assertThat(served.get("/ui/app.js").header("Content-Type"))
                .isEqualTo("text/javascript; charset=utf-8");
        assertThat(served.get("/ui/base.css").header("Content-Type")).isEqualTo("text/css; charset=utf-8");
        assertThat(served.get("/ui/icon.svg").header("Content-Type")).isEqualTo("image/svg+xml");
    }

    @Test
    void theStartPageRunsNothingThatStandsInAPageAndAsksNoOtherHost() {
        var reply = served.get("/");

        assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(reply.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'",
                        "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.body()).doesNotContain("<style", " style=", " onclick=")
                .doesNotContainPattern("https?://");
        assertThat(Pattern.compile("<script[^>]*>(.+)</script>").matcher(reply.body()).find()).isFalse();
    }

    /// Else the browser learns of a module only when it has read those that name it.
    @Test
    void everyModuleIsAskedForAtOnce() {
        var start = served.get("/").body();

        assertThat(UiRoutes.FILES).filteredOn(name -> name.endsWith(".js") && !name.equals("app.js"))
                .allSatisfy(
                        name -> assertThat(start)
                                .contains("<link rel=\"modulepreload\" href=\"/ui/" + name + "\">"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ui/app.js"})
    void whatIsKnownIsNotSentAgain(String path) {
        var tag = served.get(path).header("ETag");

        var again = served.send("GET", path, "", "", "If-None-Match", tag);

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(served.send("GET", path, "", "", "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }

    @Test
    void thatItIsKnownIsDescribed() {
        assertThat(served.get("/openapi.json").json().path("paths").path("/").path("get").path("responses")
                .propertyNames()).contains("200", "304");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/", "/ui/none.js", "/ui/%2e%2e/openapi.json",
        "/ui/index.html",
        "/ui/..%2fUiRoutes.class", "/ui//etc/passwd", "/ui/app.js/"})
    void thereIsNoWayToAnyOtherFile(String path) {
        assertThat(served.get(path).status()).isIn(400, 404);
    }
}
