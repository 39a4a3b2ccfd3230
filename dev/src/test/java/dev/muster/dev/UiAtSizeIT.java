package dev.muster.dev;

import dev.muster.common.Json;
import dev.muster.common.wire.ReportRecord;
import dev.muster.dev.browser.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// Measures the web UI of a fleet with many workflows: how long each page takes to be drawn, and what a graph of a thousand tasks
/// takes of the browser while they run. The figures stand in `docs/performance.md`.
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1_200)
final class UiAtSizeIT {
    private static final Logger LOG = LoggerFactory.getLogger(UiAtSizeIT.class);
    private static final int ENDED = Integer.getInteger("muster.ui.ended", 10_000);
    private static final int RUNNING = Integer.getInteger("muster.ui.running", 1_000);
    private static final int LETTERS = 1_000;
    private static final int AT_ONCE = 50;
    private static final int LOOKS = 7;
    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final String DRAWN = "document.querySelectorAll('.node').length === 1000";

    private UiFleet fleet;
    private ApiClient api;
    private UiPage page;

    @BeforeAll
    void fill(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder,
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path profile) throws Exception {
        var browser = Browser.start(profile);
        fleet = new UiFleet(folder);
        api = new ApiClient(fleet.server());
        page = new UiPage(browser, fleet.server());
        browser.windowOf(1360, 900);
        // It has no worker, so that its tasks go on waiting to be taken.
        api.put("/api/v1/agents/nobody", "{\"actions\": [\"make\"]}");
        api.put("/api/v1/system", "{\"limit\": null}");
        submit("ended-", ENDED, number -> Map.of("name", "posters", "tags",
                List.of(number % 100 == 0 ? "rare" : "usual"), "tasks", only("studio")));
        submit("running-", RUNNING, number -> Map.of("name", "waiting", "tasks", only("nobody")));
        for (var number = 0; number < LETTERS; number++) {
            fleet.reports("nowhere", new ReportRecord.Succeeded("only", 1, "early", Json.EMPTY_OBJECT));
        }
        fleet.register(ThousandTasks.definition("thousand"));
        Awaitility.await("all there").atMost(WITHIN)
                .until(() -> active() == RUNNING && letters() == LETTERS);
    }

    @AfterAll
    void stop() throws Exception {
        if (page != null) {
            page.close();
            api.close();
            fleet.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /                              | document.querySelectorAll('tbody tr').length > 4 && document.querySelector('.tile .figure')
            /workflows                     | document.querySelectorAll('tbody tr').length === 50
            /workflows?status=COMPLETED    | document.querySelectorAll('tbody tr').length === 50
            /workflows?status=RUNNING      | document.querySelectorAll('tbody tr').length === 50
            /workflows?tag=rare            | document.querySelectorAll('tbody tr').length === 50
            /workflows/ended-7             | document.querySelector('.node[data-status=COMPLETED]') && document.querySelector('.span')
            /workflows/running-7           | document.querySelector('.node[data-status=DISPATCHED]')
            /definitions                   | document.querySelectorAll('tbody tr').length > 4
            /definitions/brand-launch      | document.querySelector('.node') && document.querySelector('form.start')
            /definitions/thousand          | document.querySelectorAll('.node').length === 1000
            /dead-letters                  | document.querySelectorAll('tbody tr').length === 50""")
    void aPageIsDrawn(String path, String awaited) throws Exception {
        page.openWatched(path, awaited);
        var drawn = new double[LOOKS];
        for (var look = 0; look < LOOKS; look++) {
            drawn[look] = page.openWatched(path, awaited).value("watched.told().drawn").asDouble();
        }

        LOG.atInfo().addKeyValue("page", path)
                .addKeyValue("millis",
                        IntStream.range(0, LOOKS).mapToLong(look -> Math.round(drawn[look])).boxed()
                                .sorted().toList())
                .log("drawn");
        page.assertNothingIsWrong();
    }

    @Test
    void aThousandTasksAreWatchedWhileTheyRun() throws Exception {
        fleet.holdsAll();
        api.submit("thousand", ThousandTasks.definition("thousand"), Map.of());
        aPageIsDrawn("/workflows/thousand",
                DRAWN + " && document.querySelector('.node[data-status=RUNNING]')");
        page.value("watched.restart(), document.querySelector('.node[tabindex=\"0\"]').focus()");

        fleet.letsGoAll();
        var presses = 0;
        for (var isOver = false; !isOver; presses++) {
            var isOnwards = presses % 20 < 10;
            page.browser().press(isOnwards ? "ArrowRight" : "ArrowLeft", isOnwards ? 39 : 37);
            isOver = page.value("document.querySelector('.heading .badge').dataset.status !== 'RUNNING'")
                    .asBoolean();
        }

        page.awaitStatus("COMPLETED")
                .await("document.querySelectorAll('.node[data-status=COMPLETED]').length === 1000");
        LOG.atInfo().addKeyValue("told", page.value("watched.told()")).addKeyValue("pressed", presses)
                .addKeyValue("seconds",
                        api.workflow("thousand").at("/timing/durationSeconds").asDouble())
                .log("watched while a thousand tasks ran");
        assertThat(page.value("document.activeElement.dataset.task").asString()).startsWith("t");
        page.assertNothingIsWrong();
    }

    private void submit(String prefix, int number, IntFunction<Map<String, ?>> definition) {
        try (var submitting = Executors.newFixedThreadPool(AT_ONCE)) {
            IntStream.range(0, number).forEach(one -> submitting
                    .execute(() -> api.submit(prefix + one, definition.apply(one), Map.of())));
        }
    }

    private static Map<String, ?> only(String agent) {
        return Map.of("only", Map.of("agent", agent, "action", "make", "timeout", "24h"));
    }

    private int active() {
        return api.read("/api/v1/system").at("/workflows/active").asInt(0);
    }

    private int letters() {
        return api.read("/api/v1/dead-letters?limit=1000").path("deadLetters").size();
    }
}
