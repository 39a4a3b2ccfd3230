package dev.muster.dev.agents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that a task is filling: nobody sees it under its final name before it is whole.
/// @param folder where the files are written for now
/// @param name under which the folder will be known, from the output folder on, with '/' between its parts
record Draft(Path folder, String name) {
    Path path(String file) throws IOException {
        var path = folder.resolve(file);
        var parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return path;
    }

    /// The name under which a file will be known.
    String name(String file) {
        return name + "/" + file;
    }

    /// @return the name under which the file will be known
    String write(String file, String text) throws IOException {
        Files.writeString(path(file), text, StandardCharsets.UTF_8);
        return name(file);
    }
}
