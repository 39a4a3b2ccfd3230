package dev.muster.dev.agents;

import org.jspecify.annotations.Nullable;

/// A picture that a task made, as other tasks are told of it.
/// @param file its name from the output folder on
/// @param alt what is to be seen on it, for those who can't see it
record Image(@Nullable String file, @Nullable String title, @Nullable String alt, int width, int height) {
    String fileName() {
        return Given.text("image.file", file, 1000);
    }

    String titleText() {
        return Given.textOr("Picture", "image.title", title, Given.NAME);
    }

    String altText() {
        return Given.textOr(titleText(), "image.alt", alt, Given.SENTENCE);
    }
}
