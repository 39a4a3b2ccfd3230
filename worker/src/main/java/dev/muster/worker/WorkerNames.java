package dev.muster.worker;

import dev.muster.common.WorkerId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/// Names workers after their host, each once.
final class WorkerNames {
    private static final int LONGEST_HOST = 60;

    private WorkerNames() {}

    static WorkerId unique() {
        return new WorkerId(host() + "-" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static String host() {
        try {
            var name = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
            var clipped = name.substring(0, Math.min(name.length(), LONGEST_HOST));
            return clipped.matches("[A-Za-z0-9].*") ? clipped : "worker";
        } catch (UnknownHostException e) {
            return "worker";
        }
    }
}
