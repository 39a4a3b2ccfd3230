package dev.muster.dev.agents;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.muster.dev.browser.Browser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The site that the agents build, opened in a real browser.
class WebsiteBrowserIT {
    private static final String BRAND = "Aurora & Søn";

    @TempDir
    private Path out;

    @TempDir
    private Path profile;

    private HttpServer server;
    private Browser browser;

    @BeforeEach
    void serveTheSite() throws Exception {
        browser = Browser.start(profile);
        var pictures = new VisualContent(new OutputFolder(out), Pace.none())
                .generate(new VisualContent.Brief(BRAND, 6, 900, 600), FakeTask.of("w", "visuals"));
        var site = new WebDevelopment(new OutputFolder(out), Pace.none()).build(
                new WebDevelopment.BuildOrder(BRAND, "Light for the days ahead.", null, pictures.images(),
                        null),
                FakeTask.of("w", "website"));
        server = SimpleFileServer.createFileServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                out.resolve(site.folder()), SimpleFileServer.OutputLevel.NONE);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void theFrontPageIsWhole() throws Exception {
        browser.open(page("index.html"));

        assertThat(browser.value("document.title").asString()).isEqualTo(BRAND);
        assertThat(texts("h1, h2, h3")).containsExactly(BRAND, "Why " + BRAND, "Made to last",
                "Clear by design",
                "Close at hand", "Gallery", "Made with care, down to the last detail");
        assertThat(naturalWidths()).hasSize(8).allMatch(width -> width > 0);
        assertThat(
                browser.value("getComputedStyle(document.querySelector('.hero')).backgroundImage").asString())
                .as("the style sheet is applied").contains("gradient");
        assertNothingIsWrong();
    }

    @Test
    void theGalleryShowsEveryPicture() throws Exception {
        browser.open(page("index.html"));
        var gallery = browser.value("[...document.links].find(a => a.textContent === 'Gallery').href")
                .asString();

        browser.open(URI.create(gallery));

        assertThat(browser.value("document.title").asString()).isEqualTo("Gallery – " + BRAND);
        assertThat(texts("figcaption")).containsExactly("Horizon", "Orbit", "Mosaic", "Ribbon", "Facet",
                "Halftone");
        assertThat(naturalWidths()).hasSize(7).filteredOn(width -> width == 900).hasSize(6);
        assertNothingIsWrong();
    }

    @Test
    void theSiteFitsEveryScreen() throws Exception {
        for (var width : List.of(320, 390, 768, 1280, 1920)) {
            browser.windowOf(width, 800);
            browser.open(page("index.html"));

            var page = "document.documentElement";
            assertThat(browser.value(page + ".scrollWidth").asInt()).as("width %s", width)
                    .isLessThanOrEqualTo(browser.value(page + ".clientWidth").asInt()).isPositive();
        }
    }

    @Test
    void whoCantSeeThePicturesIsToldOfThem() throws Exception {
        for (var name : List.of("index.html", "gallery.html")) {
            browser.open(page(name));

            assertThat(browser.value("document.documentElement.lang").asString()).isEqualTo("en");
            assertThat(browser.value("document.querySelectorAll('h1').length").asInt()).isEqualTo(1);
            assertThat(
                    browser.value("[...document.querySelectorAll('main img')].every(i => i.alt.length > 5)")
                            .asBoolean())
                    .isTrue();
            assertThat(browser.value(
                    "[...document.links].every(a => a.textContent.trim() || a.querySelector('img')?.alt)")
                    .asBoolean()).isTrue();
            assertThat(browser.value("document.querySelectorAll('header, nav, main, footer').length").asInt())
                    .isEqualTo(4);
        }
    }

    private void assertNothingIsWrong() throws Exception {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).hasSizeGreaterThan(6)
                .allSatisfy(request -> assertThat(request.getAuthority()).isEqualTo(page("").getAuthority()));
    }

    private URI page(String name) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
    }

    private List<String> texts(String selector) throws Exception {
        return browser.value("[...document.querySelectorAll('" + selector + "')].map(e => e.textContent)")
                .valueStream().map(JsonNode::asString).toList();
    }

    private List<Integer> naturalWidths() throws Exception {
        return browser
                .value("Promise.all([...document.images].map(i => i.decode().then(() => i.naturalWidth)))")
                .valueStream().map(JsonNode::asInt).toList();
    }
}
