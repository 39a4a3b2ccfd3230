package dev.muster.coordinator.streams;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a workflow comes from: what was submitted, beside its input. Written once, when it starts.
/// @param definition hash of the definition's text
/// @param version under which the definition is registered, or its own
/// @param tags the definition's and the submission's
/// @param submission hash of all that was submitted: the same id may be submitted again with the same only
record Origin(ContentHash definition, String name, int version, List<String> tags, @Nullable String createdBy,
        ContentHash submission) {
    private static final int FORM = 1;

    Origin {
        Objects.requireNonNull(definition);
        Objects.requireNonNull(name);
        Objects.requireNonNull(submission);
        tags = List.copyOf(tags);
    }

    byte[] stored() {
        return new FormWriter(FORM).text(definition.value()).text(name).number(version).texts(tags)
                .optionalText(createdBy)
                .text(submission.value()).bytes();
    }

    static Origin read(byte[] bytes) {
        var form = new FormReader("origin", FORM, bytes);
        return new Origin(new ContentHash(form.text()), form.text(), form.count(), form.texts(),
                form.optionalText(),
                new ContentHash(form.text()));
    }
}
