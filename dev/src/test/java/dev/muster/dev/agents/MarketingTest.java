package dev.muster.dev.agents;

import dev.muster.common.error.TaskExecutionException;
import dev.muster.dev.agents.Marketing.Campaign;
import dev.muster.dev.agents.Marketing.Piece;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MarketingTest {
    @TempDir
    private Path out;

    @Test
    void eachChannelGetsItsCopyAndItsPlaceInTheSchedule() throws Exception {
        var launched = agent().launch(campaign("Aurora", List.of(), "2026-12-01", null),
                FakeTask.of("w", "marketing"));

        assertThat(launched.pieces()).extracting(Piece::channel).containsExactly("email", "social", "blog",
                "press", "sms");
        assertThat(launched.pieces())
                .allSatisfy(piece -> assertThat(Files.readString(out.resolve(piece.file())))
                        .contains("Aurora", "w/website/index.html").doesNotContain("{{"));
        assertThat(launched.posts()).isEqualTo(11);
        assertThat(Files.readString(out.resolve(launched.schedule()))).contains("\"date\" : \"2026-11-28\"",
                "\"date\" : \"2026-12-08\"");
    }

    @Test
    void onlyTheChannelsAskedForAreWritten() {
        var launched = agent().launch(campaign("Aurora", List.of("sms", "email", "sms"), null, null),
                FakeTask.of("w", "marketing"));

        assertThat(launched.pieces()).extracting(Piece::channel).containsExactly("sms", "email");
    }

    @Test
    void aCampaignThatIsToldToFailFailsInAWayThatMayBeTriedAgain() throws Exception {
        assertThatThrownBy(() -> agent().launch(campaign("Aurora", List.of(), null, "no mail today"),
                FakeTask.of("w", "marketing")))
                .isInstanceOfSatisfying(TaskExecutionException.class, failure -> {
                    assertThat(failure.isRetryable()).isTrue();
                    assertThat(failure.code()).isEqualTo("campaign_failed");
                }).hasMessage("no mail today");
        assertThat(Folders.contents(out)).isEmpty();
    }

    @Test
    void unknownChannelsAndDatesAreRefused() {
        assertThatThrownBy(() -> agent().launch(campaign("Aurora", List.of("fax"), null, null),
                FakeTask.of("w", "m"))).hasMessage(
                        "channels holds an unknown one: expected some of [email, social, blog, press, sms]");
        assertThatThrownBy(() -> agent().launch(campaign("Aurora", List.of(), "tomorrow", null),
                FakeTask.of("w", "m"))).hasMessage("start is no date: expected one such as 2026-12-01");
    }

    @Test
    void withdrawingTwiceLeavesNothing() throws Exception {
        var task = FakeTask.of("w", "marketing");
        agent().launch(campaign("../Aurora", List.of(), null, null), task);

        agent().withdraw(null, task);
        agent().withdraw(null, task);

        assertThat(Folders.contents(out)).isEmpty();
    }

    @Test
    void customersAreSortedByWhatTheyBought() throws Exception {
        var task = FakeTask.of("w", "audience");

        var segmented = agent().segment(null, task);

        assertThat(segmented.customers()).isEqualTo(16);
        assertThat(segmented.segments()).extracting(Segments.Segment::key).containsExactly("loyal", "regular",
                "new");
        assertThat(segmented.segments()).extracting(Segments.Segment::size).containsExactly(6, 6, 4);
        assertThat(Files.readString(out.resolve("w/audience/new.csv")))
                .startsWith("email,country,orders,spent\n").contains("bela@example.org,HU,1,29.00\n");
        agent().discard(null, task);
        agent().discard(null, task);
        assertThat(Folders.contents(out)).isEmpty();
    }

    private Marketing agent() {
        return new Marketing(new OutputFolder(out), new DataFolder(null), Pace.none());
    }

    private static Campaign campaign(String brand, List<String> channels, @Nullable String start,
            @Nullable String failWith) {
        return new Campaign(brand, null, null, null, "w/website/index.html", channels, start, failWith);
    }
}
