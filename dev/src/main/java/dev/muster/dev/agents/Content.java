package dev.muster.dev.agents;

import dev.muster.worker.Action;
import dev.muster.worker.Agent;
import dev.muster.worker.Compensation;
import dev.muster.worker.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plans articles, writes their parts from a stock of phrases, and puts them together.
@Agent("content")
final class Content {
    private static final int MOST_PARTS = 12;

    private final OutputFolder output;
    private final DataFolder data;
    private final Pace pace;

    Content(OutputFolder output, DataFolder data, Pace pace) {
        this.output = output;
        this.data = data;
        this.pace = pace;
    }

    /// @param sections how many parts; 4 if null
    record Topic(@Nullable String topic, @Nullable String audience, @Nullable Integer sections) {}

    record Outline(String topic, String audience, String title, List<Part> sections, String file) {}

    record Part(int number, String heading, String angle) {}

    /// @param subject what is spoken of: a brand, a product, a topic
    /// @param angle what is said of it
    /// @param tone `plain`, `warm` or `bold`; plain if null
    /// @param paragraphs 2 if null
    record CopyBrief(@Nullable String subject, @Nullable String heading, @Nullable String angle,
            @Nullable String audience, @Nullable String tone, @Nullable Integer paragraphs) {}

    /// @param summary the copy's first sentence
    record Copy(String heading, String summary, String file, int words) {}

    /// @param parts what [#write] returned, in order
    record Assembly(@Nullable String title, @Nullable List<WrittenPart> parts,
            @Nullable List<Image> images) {}

    record WrittenPart(@Nullable String heading, @Nullable String file) {}

    record Article(String title, String file, int parts, int words, int readingMinutes) {}

    @Action("outline")
    Outline outline(@Nullable Topic topic, TaskContext task) {
        var given = Given.input(topic);
        var subject = Given.text("topic", given.topic(), Given.NAME);
        var audience = Given.textOr("curious readers", "audience", given.audience(), Given.NAME);
        var count = Given.number("sections", given.sections(), 4, 1, MOST_PARTS);
        var parts = Phrases.outline(data.text("sections", "copy/angles.txt"), subject, count);
        return output.publish(task, draft -> {
            var title = subject + ": a guide for " + audience;
            var text = new StringBuilder("# " + title + "\n\n");
            parts.forEach(part -> text
                    .append("%d. **%s** – %s\n".formatted(part.number(), part.heading(), part.angle())));
            pace.step(task, 1, 1, "planned " + count + " parts");
            return new Outline(subject, audience, title, parts, draft.write("outline.md", text.toString()));
        });
    }

    @Action("write_copy")
    Copy write(@Nullable CopyBrief brief, TaskContext task) {
        var given = Given.input(brief);
        var subject = Given.text("subject", given.subject(), Given.NAME);
        var heading = Given.textOr(subject, "heading", given.heading(), Given.NAME);
        var tone = Given.textOr("plain", "tone", given.tone(), Given.NAME);
        var paragraphs = Given.number("paragraphs", given.paragraphs(), 2, 1, 8);
        var words = Map.of("subject", subject, "heading", heading, "angle",
                Given.textOr("what it is and whom it helps", "angle", given.angle(), Given.SENTENCE),
                "audience",
                Given.textOr("curious readers", "audience", given.audience(), Given.NAME));
        var phrases = Phrases.read(data.text("tone", "copy/" + Phrases.tone(tone) + ".txt"));
        return output.publish(task, draft -> {
            var written = phrases.compose(words, paragraphs);
            var text = String.join("\n\n", written) + "\n";
            var file = draft.write("copy.md", "## " + heading + "\n\n" + text);
            pace.step(task, 1, 1, "wrote " + heading);
            return new Copy(heading, Phrases.firstSentence(written.getFirst()), file, Phrases.words(text));
        });
    }

    @Action("assemble")
    Article assemble(@Nullable Assembly assembly, TaskContext task) {
        var given = Given.input(assembly);
        var title = Given.text("title", given.title(), 2 * Given.NAME);
        var parts = Given.list("parts", given.parts(), MOST_PARTS);
        var images = Given.list("images", given.images(), MOST_PARTS);
        if (parts.isEmpty()) {
            throw Given.invalid("parts is empty: expected 1 to " + MOST_PARTS);
        }
        return output.publish(task, draft -> {
            var contents = new StringBuilder();
            var body = new StringBuilder();
            for (var index = 0; index < parts.size(); index++) {
                var heading = Given.text("parts.heading", parts.get(index).heading(), Given.NAME);
                contents.append("- [%s](#%s)\n".formatted(heading, Given.slug(heading)));
                body.append(text(parts.get(index), task)).append('\n');
                if (index < images.size()) {
                    body.append(illustration(images.get(index), index, draft, task));
                }
                pace.step(task, index + 1, parts.size(), "added " + heading);
            }
            var words = Phrases.words(body.toString());
            var minutes = Math.max(1, Math.ceilDiv(words, 220));
            var file = draft.write("article.md",
                    "# %s\n\n%d words, %d min\n\n%s\n%s".formatted(title, words, minutes,
                            contents, body));
            return new Article(title, file, parts.size(), words, minutes);
        });
    }

    /// Undoes any of the actions.
    @Compensation("discard_content")
    void discard(@Nullable Map<String, Object> input, TaskContext task) {
        output.remove(task);
    }

    private String text(WrittenPart part, TaskContext task) throws IOException {
        return Files.readString(output.made(task, "parts.file", Given.text("parts.file", part.file(), 1000)));
    }

    private String illustration(Image image, int index, Draft draft, TaskContext task) throws IOException {
        var source = output.made(task, "images.file", image.fileName());
        var file = "images/%02d-%s".formatted(index + 1, source.getFileName());
        Files.copy(source, draft.path(file));
        return "![%s](%s)\n\n".formatted(image.altText().replaceAll("[\\[\\]]", ""), file);
    }
}
