package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CoordinatorCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --partitions    | 0     | expected 1 or more
            --threads       | 0     | expected 1 or more
            --standbys      | -1    | expected 0 or more
            """)
    void aCountThatCantBeIsRefusedBeforeAnythingStarts(String option, String value, String expected) {
        var command = new CoordinatorCommand();
        new CommandLine(command).parseArgs("--kafka", "127.0.0.1:9", option, value);

        assertThatThrownBy(command::call).isInstanceOf(CommandFailedException.class)
                .hasMessage(option + " is " + value + ", " + expected);
    }
}
