package dev.muster.dev.agents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The CSVs and text templates that tasks name in their input: those of a folder first, then the bundled ones.
/// @param folder none if null
record DataFolder(@Nullable Path folder) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\\.(csv|md|txt)");
    private static final String BUNDLED = "/examples/data/";

    /// @param field the input's field that holds the name
    /// @throws dev.muster.common.error.TaskExecutionException if there is no such file
    String text(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Given
                    .invalid(field + " is not allowed: expected the name of a .csv, .md or .txt file of the"
                            + " data folder, in letters, digits, '_', '-' and '/'");
        }
        try {
            if (folder != null && Files.isRegularFile(folder.resolve(name))) {
                return Files.readString(folder.resolve(name));
            }
            return bundled(field, name);
        } catch (IOException e) {
            throw new UncheckedIOException("the data file " + name + " could not be read as UTF-8 text", e);
        }
    }

    private static String bundled(String field, String name) throws IOException {
        try (var stream = DataFolder.class.getResourceAsStream(BUNDLED + name)) {
            if (stream == null) {
                throw Given.invalid(field + " names no data file: there is no " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
