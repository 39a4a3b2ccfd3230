package dev.muster.coordinator.access;

import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokenFileTest {
    private static final Caller ADA = new Caller("ada", Role.OPERATOR);
    private static final Caller BOB = new Caller("bob", Role.VIEWER);

    private final AtomicLong clock = new AtomicLong();
    private final String ada = TokenLine.freshToken();
    private final String bob = TokenLine.freshToken();

    @TempDir
    private Path folder;
    private Path path;

    @BeforeEach
    void write() throws IOException {
        path = folder.resolve("tokens");
        Files.writeString(path, "# people\n\n" + TokenLine.of(ADA, ada) + "\n");
    }

    @Test
    void aCallerIsKnownByHisToken() {
        var file = new TokenFile(path, clock::get);

        assertThat(file.who(ada)).contains(ADA);
        assertThat(file.who(bob)).isEmpty();
        assertThat(file.who("")).isEmpty();
    }

    @Test
    void theFileHoldsNoTokenAndTheHashIsNone() throws IOException {
        var file = new TokenFile(path, clock::get);

        assertThat(Files.readString(path)).doesNotContain(ada)
                .matches("(?s).*ada operator sha256:[0-9a-f]{64}\n");
        assertThat(file.who(TokenLine.hashOf(ada))).isEmpty();
    }

    @Test
    void aChangedFileIsReadAgainWithinASecond() throws IOException {
        var file = new TokenFile(path, clock::get);
        Files.writeString(path, TokenLine.of(BOB, bob) + "\n");

        clock.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(file.who(ada)).isEmpty();
        assertThat(file.who(bob)).contains(BOB);
    }

    @Test
    void aSlipInTheFileLeavesWhatWasUntilItIsMended() throws IOException {
        var file = new TokenFile(path, clock::get);

        Files.writeString(path, "ada operator\n");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(file.who(ada)).contains(ADA);
        Files.delete(path);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(file.who(ada)).contains(ADA);
        Files.writeString(path, "# nobody\n");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(file.who(ada)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"muster_secret", "ada muster_secret sha256:00", "ada peer sha256:%s",
        "ada anyone sha256:%s",
        "ada operator md5:%s", "ada operator sha256:00", "muster_secret/1 admin sha256:%s",
        "ada operator sha256:%s x"})
    void aLineThatIsWrongIsToldByItsNumberAndNotQuoted(String line) throws IOException {
        Files.writeString(path, "# one\n" + line.formatted("0".repeat(64)) + "\n");

        assertThatThrownBy(() -> new TokenFile(path, clock::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(path + ": line 2: ").hasMessageContaining("expected")
                .hasMessageNotContaining("secret");
    }

    @Test
    void twoCallersDontShareAToken() throws IOException {
        Files.writeString(path, TokenLine.of(ADA, ada) + "\n" + TokenLine.of(BOB, ada) + "\n");

        assertThatThrownBy(() -> new TokenFile(path, clock::get)).hasMessageContaining("line 2");
    }

    @Test
    void aFileThatIsNotThereIsToldAtOnce() {
        assertThatThrownBy(() -> new TokenFile(folder.resolve("none"), clock::get))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("can't be read");
    }

    @Test
    void coordinatorsShareASecretThatCanBeChangedOneAfterTheOther() throws IOException {
        var old = "o".repeat(40);
        var fresh = "f".repeat(40);
        Files.writeString(path, fresh + "\n" + old + "\n");
        var secret = new PeerSecret(path, clock::get);

        assertThat(secret.get()).isEqualTo(fresh);
        assertThat(secret.who(old)).contains(new Caller("coordinator", Role.PEER));
        assertThat(secret.who(fresh)).isPresent();
        assertThat(secret.who("x".repeat(40))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "short\n", "with a blank in it that is long enough otherwise\n"})
    void aSecretThatIsNoneIsRefused(String text) throws IOException {
        Files.writeString(path, text);

        assertThatThrownBy(() -> new PeerSecret(path, clock::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 or more visible ASCII characters");
    }
}
