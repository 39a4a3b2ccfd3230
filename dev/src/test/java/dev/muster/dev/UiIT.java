package dev.muster.dev;

import dev.muster.common.Json;
import dev.muster.common.wire.ReportRecord;
import dev.muster.dev.browser.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The web UI in a real browser, on a real fleet: one of each for all of these.
///
/// With `-Dmuster.screenshots=FOLDER` the pictures of the documentation are taken.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
final class UiIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Map<String, Object> UNMAKE = Map.of("action", "unmake");

    private UiPage page;
    private UiFleet fleet;
    private ApiClient api;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder,
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path profile) throws Exception {
        var browser = Browser.start(profile);
        fleet = new UiFleet(folder);
        api = new ApiClient(fleet.server());
        page = new UiPage(browser, fleet.server());
    }

    @AfterAll
    void stop() throws Exception {
        if (page != null) {
            page.close();
            api.close();
            fleet.close();
        }
    }

    @BeforeEach
    void likeAnyWindow() throws Exception {
        page.browser().dark(false);
        page.browser().windowOf(1360, 900);
    }

    @AfterEach
    void nothingIsWrong() {
        page.assertNothingIsWrong();
    }

    @Test
    void aWorkflowIsStartedByAFormAndWatchedToItsEndWithoutAReload() throws Exception {
        api.put("/api/v1/agents/marketing", "{\"limit\": 0}");
        page.open("/definitions").click("a", "brand-launch").awaitNode("marketing", "PENDING");
        page.value("window.untouched = true");

        page.type("fieldset input", "Aurora").click("button.main", "Start")
                .await("location.hash.startsWith('#/workflows/')");

        page.awaitNode("website", "COMPLETED").awaitNode("marketing", "QUEUED");
        picture("workflow-running");
        api.put("/api/v1/agents/marketing", "{\"limit\": null}");
        page.awaitStatus("COMPLETED").awaitNode("marketing", "COMPLETED").awaitNode("banners", "COMPLETED");
        assertThat(page.value("window.untouched").asBoolean()).isTrue();
        assertThat(page.value("document.querySelector('[data-task=banners] .note').textContent").asString())
                .isEqualTo("6/6");
        page.await("document.querySelectorAll('.tracks .span').length === 11");
        page.value("document.querySelector('[data-task=website]').dispatchEvent(new Event('click'))");
        page.awaitText(".tries li", "completed");
        picture("workflow");
        page.click("button", "Show what it returned").awaitText(".task pre", "index");
        page.click("[role=tab]", "Events").awaitText(".panel td", "workflow completed");
        page.click("[role=tab]", "Results").awaitText(".panel pre", "images");
    }

    @Test
    void aRollbackIsShownAsOne() throws Exception {
        fleet.run("brand-launch-failing", "rolled-back");

        page.open("/workflows/rolled-back").awaitStatus("ROLLED_BACK");

        page.awaitNode("visuals", "ROLLED_BACK").awaitNode("banners", "ROLLED_BACK").awaitNode("marketing",
                "FAILED");
        page.awaitText(".errors", "the mail provider refuses the campaign");
        page.await("document.querySelectorAll('.span[data-kind=undo]').length === 9");
        page.click(".errors button", "marketing").awaitText(".tries li", "Attempt 3: failed");
        picture("workflow-rolled-back");
    }

    @Test
    void aFailedWorkflowIsRetriedOnceItIsConfirmed() throws Exception {
        fleet.breaks("sell");
        api.submit("retried", saga("fail"), Map.of());
        page.open("/workflows/retried").awaitStatus("FAILED");
        fleet.mends("sell");

        page.click("button", "Retry").click("dialog button", "Back")
                .await("!document.querySelector('dialog')");
        assertThat(api.workflow("retried").path("status").asString()).isEqualTo("FAILED");
        page.click("button", "Retry").click("dialog button", "Retry");

        page.awaitStatus("COMPLETED").awaitNode("sell", "COMPLETED");
    }

    /// A report that came before its workflow: put back once that is there, it counts.
    @Test
    void aDeadLetterIsReplayedOnceItIsConfirmed() throws Exception {
        fleet.holds("draw");
        fleet.reports("later", new ReportRecord.Succeeded("draw", 1, "early", Json.EMPTY_OBJECT));
        Awaitility.await().atMost(WITHIN).until(
                () -> api.read("/api/v1/dead-letters").path("deadLetters").size() == 1);
        api.submit("later", Map.of("name", "posters", "tasks", Map.of("draw", task("draw"))), Map.of());
        page.open("/dead-letters").awaitText("tbody td", "muster.reports").click("tbody button", "Look at it")
                .awaitText(".letter pre", "succeeded");
        picture("dead-letters");
        assertThat(page.barriers()).isEmpty();

        page.click(".letter button", "Replay").click("dialog button", "Replay");

        page.awaitText(".letter .facts", "replayed").awaitText(".empty", "There is none");
        assertThat(api.awaitEnd("later", WITHIN).path("status").asString()).isEqualTo("COMPLETED");
        fleet.letsGo("draw");
    }

    @Test
    void deadLettersComeAndGoWithoutAReload() throws Exception {
        page.open("/dead-letters").awaitText(".live", "Live").awaitText(".empty:not([hidden])",
                "There is none");
        page.value("window.untouched = true");

        fleet.reports("nobody-1", new ReportRecord.Succeeded("draw", 1, "early", Json.EMPTY_OBJECT));
        page.awaitText("tbody td", "nobody-1").click("tbody button", "Look at it")
                .awaitText(".letter .facts", "open");
        fleet.reports("nobody-2", new ReportRecord.Succeeded("draw", 1, "early", Json.EMPTY_OBJECT));
        page.awaitText("tbody td", "nobody-2");
        discardLetters();

        page.awaitText(".empty:not([hidden])", "There is none").awaitText(".letter .facts", "discarded");
        assertThat(page.value("window.untouched").asBoolean()).isTrue();
    }

    @Test
    void aWorkflowIsPausedResumedAndCancelled() throws Exception {
        fleet.holds("draw");
        api.submit("held", saga("rollback"), Map.of());
        page.open("/workflows/held").awaitNode("draw", "RUNNING");

        page.click("button", "Pause").click("dialog button", "Pause").awaitStatus("PAUSED");
        page.click("button", "Resume").click("dialog button", "Resume").awaitStatus("RUNNING");
        page.click("button", "Cancel").click("dialog button", "Cancel").awaitStatus("CANCELLED");

        fleet.letsGo("draw");
    }

    @Test
    void aLimitIsChangedOnTheFleetPageAndWhatWaitsIsSeen() throws Exception {
        fleet.holds("pack");
        page.open("/").awaitText("tbody th strong", "studio");

        limitStudio("7");
        // The page tells it when the fleet has it: what is submitted before that may be published unbounded.
        page.await(cellOfStudio("Limit") + " === '7'");
        var pack = new LinkedHashMap<>(task("pack"));
        pack.put("forEach", 20);
        api.submit("packing", Map.of("name", "packing", "tasks", Map.of("pack", pack)), Map.of());

        page.await(cellOfStudio("Waiting") + " === '13'").await(cellOfStudio("In flight") + " === '7'");
        assertThat(api.read("/api/v1/agents/studio").path("limit").asInt()).isEqualTo(7);
        picture("fleet");
        limitStudio("");
        page.await(cellOfStudio("Limit") + " === 'none'").await(cellOfStudio("Waiting") + " === '0'");
        fleet.letsGo("pack");
        api.awaitEnd("packing", WITHIN);
    }

    @Test
    void manyWorkflowsAreFoundAndCancelledTogether() throws Exception {
        fleet.holds("wait");
        var definition = Map.of("name", "many", "tags", List.of("bulk"), "tasks",
                Map.of("wait", task("wait")));
        IntStream.range(0, 55)
                .forEach(number -> api.submit("many-%02d".formatted(number), definition, Map.of()));

        page.open("/workflows?tag=bulk").await("document.querySelectorAll('tbody tr').length === 50");
        page.click("button", "Older").await("document.querySelectorAll('tbody tr').length === 5");
        picture("workflows");
        page.value("document.querySelector('thead input').click()");
        page.click("button", "Cancel 5").click("dialog button", "Cancel 5 workflows");

        page.await("document.querySelectorAll('tbody .badge[data-status=CANCELLED]').length === 5");
        fleet.letsGo("wait");
        page.click("button", "Newest")
                .await("document.querySelectorAll('tbody .badge[data-status=COMPLETED]').length === 50");
    }

    @Test
    void aGraphIsUsedByKeyboard() throws Exception {
        page.open("/definitions/brand-launch").awaitNode("visuals", "PENDING");
        page.value("document.querySelector('.node[tabindex=\"0\"]').focus()");
        var first = focused();

        page.browser().press("ArrowRight", 39);
        var second = focused();
        page.browser().press("ArrowLeft", 37);
        page.browser().press("Enter", 13);

        assertThat(List.of(first, second, focused())).containsExactly("visuals", "website", "visuals");
        page.awaitText(".task h2", "visuals");
        assertThat(page.value("document.activeElement.getAttribute('aria-pressed')").asString())
                .isEqualTo("true");
    }

    @Test
    void aThousandTasksAreDrawn() throws Exception {
        fleet.register(ThousandTasks.definition("thousand"));

        page.open("/definitions/thousand").await("document.querySelectorAll('.node').length === 1000");

        assertThat(page.value("document.querySelectorAll('.edge').length").asInt()).isGreaterThan(1_500);
        picture("thousand");
        assertThat(shownNodes()).as("only what is in sight is drawn").isBetween(10, 500);
        var before = page.value("document.querySelector('[data-task=t999]').hasAttribute('display')");
        page.value("document.querySelector('.graph-window').scrollTo(1e6, 1e6)");
        page.await("!document.querySelector('[data-task=t999]').hasAttribute('display')");
        assertThat(before.asBoolean()).isTrue();
        assertThat(shownNodes()).isBetween(10, 500);
    }

    private int shownNodes() throws Exception {
        return page.value("document.querySelectorAll('.node:not([display])').length").asInt();
    }

    @Test
    void aThousandTasksAreWatchedToTheirEndWithoutAReload() throws Exception {
        fleet.holdsAll();
        api.submit("thousand-run", ThousandTasks.definition("thousand"), Map.of());
        page.open("/workflows/thousand-run").awaitNode("t9", "RUNNING").awaitNode("t999", "PENDING");
        page.value("window.untouched = true");

        fleet.letsGoAll();

        page.awaitNode("t9", "COMPLETED").awaitStatus("COMPLETED")
                .await("document.querySelectorAll('.node[data-status=COMPLETED]').length === 1000");
        assertThat(page.value("window.untouched").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nobodyIsShutOut(boolean isDark) throws Exception {
        fleet.breaks("sell");
        api.submit("failed-" + isDark, saga("fail"), Map.of());
        api.submit("undone-" + isDark, saga("rollback"), Map.of());
        fleet.reports("nobody", new ReportRecord.Succeeded("draw", 1, "early", Json.EMPTY_OBJECT));
        api.awaitEnd("failed-" + isDark, WITHIN);
        api.awaitEnd("undone-" + isDark, WITHIN);
        page.browser().dark(isDark);

        accessible(page.open("/").awaitText("tbody th strong", "studio"));
        page.click("button", "Change").await("document.querySelector('dialog')");
        accessible(page).click("dialog button", "Back");
        accessible(page.open("/workflows").await("document.querySelectorAll('tbody tr').length > 0"));
        page.open("/workflows/failed-" + isDark).awaitStatus("FAILED").awaitNode("sell", "FAILED")
                .value("document.querySelector('[data-task=sell]').dispatchEvent(new Event('click'))");
        accessible(page);
        for (var tab : List.of("Tasks", "Events", "Input", "Results")) {
            accessible(page.click("[role=tab]", tab));
        }
        page.click("button", "Retry").await("document.querySelector('dialog')");
        accessible(page).click("dialog button", "Back");
        accessible(page.open("/workflows/undone-" + isDark).awaitNode("draw", "ROLLED_BACK")
                .await("document.querySelector('.span[data-kind=undo]')"));
        accessible(page.open("/definitions").awaitText("tbody th", "brand-launch"));
        accessible(page.open("/definitions/brand-launch").awaitNode("visuals", "PENDING"));
        picture("definition" + (isDark ? "-dark" : ""));
        page.open("/dead-letters").click("tbody button", "Look at it").awaitText(".letter pre", "succeeded");
        accessible(page).click(".letter button", "Discard").await("document.querySelector('dialog')");
        accessible(page).click("dialog button", "Back");
        accessible(page.open("/nothing").awaitText("h1", "There is nothing here"));
        discardLetters();
    }

    private static UiPage accessible(UiPage page) throws Exception {
        assertThat(page.barriers()).isEmpty();
        return page;
    }

    private void discardLetters() {
        for (var letter : api.read("/api/v1/dead-letters").path("deadLetters")) {
            api.post("/api/v1/dead-letters/" + letter.path("id").asString() + "/discard");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/workflows", "/workflows/narrow", "/definitions",
        "/definitions/brand-launch", "/dead-letters"})
    void everyPageFitsANarrowScreen(String path) throws Exception {
        api.submit("narrow", saga("rollback"), Map.of());
        page.browser().windowOf(360, 740);

        page.open(path).await("document.querySelector('tbody tr, .node, .empty:not([hidden])')");

        // In one look: rows that come between two bring a scroll bar, and both widths change.
        var whole = "document.documentElement";
        assertThat(page.value(whole + ".scrollWidth - " + whole + ".clientWidth").asInt())
                .as("pixels that don't fit").isLessThanOrEqualTo(0);
        picture("narrow" + path.replace('/', '-'));
    }

    @Test
    void anAddressThatLeadsNowhereSaysSo() throws Exception {
        page.open("/nothing").awaitText("h1", "There is nothing here");
    }

    private void picture(String name) throws Exception {
        var folder = System.getProperty("muster.screenshots", "");
        if (!folder.isEmpty()) {
            page.value("document.getElementById('notices').replaceChildren()");
            Files.write(Files.createDirectories(Path.of(folder)).resolve(name + ".png"),
                    page.browser().picture());
        }
    }

    private void limitStudio(String limit) throws Exception {
        page.value("document.querySelector('button[aria-label^=\"Limit of studio\"]').click()");
        page.type("dialog input", limit).click("dialog button", "Set");
    }

    private static String cellOfStudio(String column) {
        return "[...document.querySelectorAll('tbody tr')].find(row => row.querySelector('strong').textContent === 'studio')"
                + ".querySelector('td[data-label=\"" + column + "\"]').textContent";
    }

    private String focused() throws Exception {
        return page.value("document.activeElement.dataset.task").asString();
    }

    private static Map<String, Object> saga(String onFailure) {
        var draw = new LinkedHashMap<>(task("draw"));
        draw.put("compensate", UNMAKE);
        var print = new LinkedHashMap<>(task("print", "draw"));
        print.put("compensate", UNMAKE);
        return Map.of("name", "posters", "onFailure", onFailure, "tasks",
                Map.of("draw", draw, "print", print, "sell", task("sell", "print")));
    }

    private static Map<String, Object> task(String name, String... after) {
        return Map.of("agent", "studio", "action", "make", "dependsOn",
                List.of(after).stream().distinct().collect(Collectors.toList()), "metadata",
                Map.of("of", name));
    }
}
