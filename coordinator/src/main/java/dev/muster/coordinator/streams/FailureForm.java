package dev.muster.coordinator.streams;

import dev.muster.coordinator.core.Failure;
import org.jspecify.annotations.Nullable;

/// A failure within a stored row.
final class FailureForm {
    private FailureForm() {}

    static void write(FormWriter form, @Nullable Failure failure) {
        form.flag(failure != null);
        if (failure != null) {
            form.text(failure.code()).text(failure.message());
        }
    }

    static @Nullable Failure read(FormReader form) {
        return form.flag() ? new Failure(form.text(), form.text()) : null;
    }
}
