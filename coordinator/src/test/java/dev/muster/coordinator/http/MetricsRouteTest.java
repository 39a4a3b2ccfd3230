package dev.muster.coordinator.http;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsRouteTest {
    private final ServedFleet served = new ServedFleet();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void metricsAreServedAsPrometheusReadsThem() {
        var reply = served.get("/metrics");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(reply.body()).isEqualTo("muster_rollbacks_total 1.0\n");
    }

    @Test
    void whateverAScraperAddsToThePathIsRefusedAsElsewhere() {
        assertThat(served.get("/metrics?x=1").status()).isEqualTo(400);
    }
}
