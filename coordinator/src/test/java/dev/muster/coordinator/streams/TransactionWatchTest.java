package dev.muster.coordinator.streams;

import dev.muster.common.Topics;
import dev.muster.coordinator.monitor.Monitor;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TransactionWatchTest {
    @Test
    void thereIsAFigureBeforeTheFirstLook() {
        try (var monitor = Monitor.start(InstantSource.system())) {
            monitor.bind(new TransactionWatch(unasked(), new Topics("muster.")));

            assertThat(monitor.scrape()).contains("\nmuster_partitions_with_late_transactions 0.0\n");
        }
    }

    private static Admin unasked() {
        return (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[]{Admin.class},
                (proxy, called, arguments) -> {
                    throw new UnsupportedOperationException(called.getName());
                });
    }
}
