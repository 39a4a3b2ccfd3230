package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import dev.muster.dev.settings.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
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

    @Test
    void everythingThatIsWrongWithAnIssuerIsToldAtOnce() {
        var access = new AccessOptions();
        new CommandLine(access)
                .parseArgs(
                        "--oidc-issuer i --oidc-role x=peer --oidc-role y --oidc-clock-skew soon".split(" "));
        var faults = new Faults();

        access.entry("0.0.0.0", faults);

        assertThat(faults.found()).satisfiesExactly(
                fault -> assertThat(fault).contains("--oidc-role is x=peer"),
                fault -> assertThat(fault).contains("--oidc-role is y"),
                fault -> assertThat(fault).contains("--oidc-clock-skew is soon"),
                fault -> assertThat(fault)
                        .contains("--oidc-issuer, --oidc-audience and --oidc-keys together"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --host 0.0.0.0 | the coordinator would listen on 0.0.0.0, where other machines reach it, and let in whoever comes; expected --tokens FILE or --oidc-issuer URL, or --insecure
            --tokens none/such | the coordinator's access can't be set up: none/such can't be read, expected a file of text
            --peer-secret none/such | the coordinator's access can't be set up: none/such can't be read, expected a file of text
            --insecure --tokens x | the coordinator is told to be insecure and whom to let in; expected --tokens FILE or --oidc-issuer URL, or --insecure
            --oidc-issuer https://id.example | the coordinator's access can't be set up: expected --oidc-issuer, --oidc-audience and --oidc-keys together
            --oidc-issuer i --oidc-audience a --oidc-keys http://192.0.2.1/k | the coordinator's access can't be set up: the keys are at http://192.0.2.1/k, expected an address that begins with https: or file:, or http: on this machine
            --oidc-issuer i --oidc-audience a --oidc-keys https://id.example/k --oidc-role x=peer | the coordinator's access can't be set up: --oidc-role is x=peer, expected VALUE=viewer, VALUE=operator or VALUE=admin
            --oidc-issuer i --oidc-audience a --oidc-keys https://id.example/k --oidc-clock-skew 1h | the coordinator's access can't be set up: the clock skew is 3600 s, expected from 0 s to 600 s
            --caller-rate 0 | the coordinator's access can't be set up: --caller-rate is 0, expected a whole number above 0, or none
            --caller-streams 0 | the coordinator's access can't be set up: expected bounds of 1 or more
            """)
    void accessThatCantBeIsRefusedBeforeAnythingStarts(String options, String expected) {
        var command = new CoordinatorCommand();
        new CommandLine(command).parseArgs(("--kafka 127.0.0.1:9 " + options).split(" "));

        assertThatThrownBy(command::call).isInstanceOf(CommandFailedException.class).hasMessage(expected)
                .extracting(failure -> ((CommandFailedException) failure).exitCode()).isEqualTo(2);
    }
}
