package dev.muster.common;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VersionTest {
    @Test
    void itIsTheOneThatTheBuildHas() {
        assertThat(Version.text()).matches("\\d+\\.\\d+\\.\\d+(-.+)?");
    }
}
