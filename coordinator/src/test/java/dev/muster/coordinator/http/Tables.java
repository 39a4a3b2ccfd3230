package dev.muster.coordinator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Tables of the document of the API, which tests hold true.
final class Tables {
    private Tables() {}

    /// @param heading the section that it stands in
    /// @return the cells of each row below the head, without the marks of code
    static List<List<String>> under(String heading) {
        try {
            return Files.readAllLines(Path.of("..", "docs", "http.md")).stream()
                    .dropWhile(line -> !line.equals("## " + heading)).skip(1)
                    .takeWhile(line -> !line.startsWith("## ")).filter(line -> line.startsWith("| "))
                    .skip(1)
                    .map(line -> Arrays.stream(line.split("\\|")).skip(1)
                            .map(cell -> cell.strip().replace("`", "")).toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
