package dev.muster.coordinator.streams;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a decision of the machines allocates.
class AllocationTest {
    private static final WrittenDown ALLOCATION = new WrittenDown("allocation.properties", 0.10);

    @Test
    void aDecisionAllocatesWhatIsWrittenDown() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                Allocation.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();

        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        ALLOCATION.check(said.lines().map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> Long.valueOf(line[1]))));
    }
}
