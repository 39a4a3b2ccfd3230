package dev.muster.coordinator.port;

/// What monitoring systems read of one coordinator. Thread-safe.
public interface Metrics {
    String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /// All of it in Prometheus' text format, from what is known here: no other coordinator is asked.
    String scrape();
}
