package dev.muster.dev.agents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/// What lies in a folder.
final class Folders {
    private Folders() {}

    /// Every file below a root with what stands in it, and every folder, with a '/' at the end of its name.
    static SortedMap<String, String> contents(Path root) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var paths = Files.walk(root)) {
            for (var path : paths.filter(each -> !each.equals(root)).toList()) {
                var name = root.relativize(path).toString();
                if (Files.isDirectory(path)) {
                    contents.put(name + "/", "");
                } else {
                    contents.put(name, new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return contents;
    }
}
