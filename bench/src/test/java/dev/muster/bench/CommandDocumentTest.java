package dev.muster.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import static org.assertj.core.api.Assertions.assertThat;

/// The document of the command line has every verb and every option.
class CommandDocumentTest {
    /// On every verb, and told by their help.
    private static final List<String> EVERYWHERE = List.of("--help", "--version", "--output");

    static Stream<Arguments> verbs() {
        return leaves(dev.muster.dev.Main.commandLine(new BenchCommand()), "");
    }

    private static Stream<Arguments> leaves(CommandLine line, String name) {
        var own = name.isEmpty() ? Stream.<Arguments>of() : Stream.of(Arguments.of(name, line));
        return Stream.concat(own, line.getSubcommands().entrySet().stream()
                .flatMap(verb -> leaves(verb.getValue(), (name + " " + verb.getKey()).strip())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verbs")
    void itHasTheVerbAndItsOptions(String name, CommandLine line) {
        var document = document();
        var options = line.getCommandSpec().options().stream().map(OptionSpec::longestName)
                .filter(option -> !EVERYWHERE.contains(option)).toList();

        assertThat(document).containsPattern("(?m)(^|`|muster )" + name + "\\b");
        assertThat(options).allSatisfy(option -> assertThat(document).containsPattern(option + "\\b"));
    }

    private static String document() {
        try {
            return Files.readString(Path.of("..", "docs", "cli.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
