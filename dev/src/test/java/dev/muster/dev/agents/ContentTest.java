package dev.muster.dev.agents;

import dev.muster.dev.agents.Content.Assembly;
import dev.muster.dev.agents.Content.CopyBrief;
import dev.muster.dev.agents.Content.Part;
import dev.muster.dev.agents.Content.Topic;
import dev.muster.dev.agents.Content.WrittenPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContentTest {
    @TempDir
    private Path out;

    @Test
    void anOutlineHasAsManyPartsAsAskedFor() throws Exception {
        var outline = agent().outline(new Topic("Bread", "bakers", 5), FakeTask.of("w", "outline"));

        assertThat(outline.title()).isEqualTo("Bread: a guide for bakers");
        assertThat(outline.sections()).extracting(Part::number).containsExactly(1, 2, 3, 4, 5);
        assertThat(outline.sections()).extracting(Part::heading).doesNotHaveDuplicates()
                .startsWith("Where it begins");
        assertThat(Files.readString(out.resolve(outline.file()))).contains("Bread");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "warm", "bold"})
    void copyIsWrittenInEachTone(String tone) throws Exception {
        var copy = agent().write(brief("../Bread", "What it is", tone, 8), FakeTask.of("w", "copy"));

        var text = Files.readString(out.resolve(copy.file()));
        assertThat(text).startsWith("## What it is\n").contains("../Bread", copy.summary())
                .doesNotContain("{{");
        assertThat(text.strip().split("\n\n", -1)).hasSize(9);
        assertThat(copy.words()).isGreaterThan(100);
        assertThat(Folders.contents(out)).containsOnlyKeys("w/", "w/copy/", "w/copy/copy.md");
    }

    @Test
    void theSameBriefBringsTheSameCopyAndAnotherBriefAnother() throws Exception {
        agent().write(brief("Bread", "One", "warm", 2), FakeTask.of("w", "copy"));
        var first = Folders.contents(out);
        agent().write(brief("Bread", "One", "warm", 2), FakeTask.of("w", "copy").again());
        assertThat(Folders.contents(out)).isEqualTo(first);

        agent().write(brief("Bread", "Two", "warm", 2), FakeTask.of("w", "copy").again());

        assertThat(Folders.contents(out)).isNotEqualTo(first);
    }

    @Test
    void partsAndPicturesAreAssembledInOrder() throws Exception {
        var parts = new ArrayList<WrittenPart>();
        for (var heading : List.of("First", "Second", "Third")) {
            var copy = agent().write(brief("Bread", heading, "plain", 1),
                    FakeTask.of("w", "drafts[" + parts.size() + "]"));
            parts.add(new WrittenPart(copy.heading(), copy.file()));
        }
        var images = new VisualContent(new OutputFolder(out), Pace.none())
                .generate(new VisualContent.Brief("Bread", 2, 90, 66), FakeTask.of("w", "visuals")).images();

        var article = agent().assemble(new Assembly("All of it", parts, images), FakeTask.of("w", "article"));

        assertThat(Files.readString(out.resolve(article.file()))).startsWith("# All of it\n")
                .containsSubsequence("[First](#first)", "## First", "![Bread: layered", "## Second",
                        "## Third");
        assertThat(out.resolve("w/article/images/02-bread-2.png")).isRegularFile();
        assertThat(article.readingMinutes()).isEqualTo(1);
    }

    @Test
    void discardingTwiceLeavesNothing() throws Exception {
        var task = FakeTask.of("w", "drafts[2]");
        agent().write(brief("Bread", "One", "warm", 2), task);

        agent().discard(null, task);
        agent().discard(null, task);

        assertThat(Folders.contents(out)).isEmpty();
    }

    @Test
    void whatCantBeWrittenIsRefused() {
        assertThatThrownBy(() -> agent().write(brief("Bread", "One", "../../loud", 2), FakeTask.of("w", "t")))
                .hasMessage("tone is unknown: expected one of [plain, warm, bold]");
        assertThatThrownBy(() -> agent().outline(new Topic("Bread", null, 13), FakeTask.of("w", "t")))
                .hasMessage("sections is 13: expected 1 to 12");
        assertThatThrownBy(
                () -> agent().assemble(new Assembly("All", List.of(), null), FakeTask.of("w", "t")))
                .hasMessage("parts is empty: expected 1 to 12");
    }

    private Content agent() {
        return new Content(new OutputFolder(out), new DataFolder(null), Pace.none());
    }

    private static CopyBrief brief(String subject, String heading, String tone, int paragraphs) {
        return new CopyBrief(subject, heading, "how it is made", "bakers", tone, paragraphs);
    }
}
