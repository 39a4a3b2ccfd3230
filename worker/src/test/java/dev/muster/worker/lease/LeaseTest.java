package dev.muster.worker.lease;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeaseTest {
    private static final Instant NOW = Instant.EPOCH;
    private final Lease lease = new Lease(Duration.ofSeconds(10));

    @Test
    void itIsLostUntilTheFirstHeartbeat() {
        assertThat(lease.isLost(NOW)).isTrue();

        lease.renew(NOW);

        assertThat(lease.isLost(NOW)).isFalse();
    }

    @Test
    void itLastsFromWhenTheLastHeartbeatWasSent() {
        lease.renew(NOW);
        lease.renew(NOW.plusSeconds(3));

        assertThat(lease.isLost(NOW.plusSeconds(12))).isFalse();
        assertThat(lease.isLost(NOW.plusSeconds(13))).isTrue();
    }

    @Test
    void anOlderHeartbeatDoesNotShortenIt() {
        lease.renew(NOW.plusSeconds(3));
        lease.renew(NOW);

        assertThat(lease.isLost(NOW.plusSeconds(12))).isFalse();
    }
}
