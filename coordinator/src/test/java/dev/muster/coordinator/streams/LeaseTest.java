package dev.muster.coordinator.streams;

import dev.muster.common.wire.WorkerRecord.Claim;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeaseTest {
    /// Whoever processes a heartbeat once more, in another process, says the same in the same order.
    @Test
    void p10_claimsAreReportedInTheOrderInWhichTheyAreListed() {
        var claims = IntStream.rangeClosed(1, 50).mapToObj(number -> new Claim("w", "t" + number, 1))
                .toList();

        var lease = Lease.of(1, claims);

        assertThat(lease.newSince(Lease.NONE)).containsExactlyElementsOf(claims);
        assertThat(lease.notListedIn(Lease.NONE)).containsExactlyElementsOf(claims);
    }
}
