package dev.muster.dev.faults;

import java.util.ArrayList;
import java.util.List;

/// A network namespace with one cable to the rest of the machine, which can be pulled. Needs root and Debian's iproute2.
/// @param number tells those of one machine apart
record Island(int number) implements AutoCloseable {
    /// Where the mainland's services listen: an address that is the same from everywhere.
    static final String MAINLAND = "10.231.77.1";

    /// @return why there can be none on this machine; empty if there can
    static String obstacle() {
        var name = "muster-probe-" + ProcessHandle.current().pid();
        var obstacle = Shell.tried("ip", "netns", "add", name);
        if (obstacle.isEmpty()) {
            obstacle = Shell.tried("ip", "-n", name, "link", "add", "ship", "type", "veth", "peer", "name",
                    "shore");
            Shell.run("ip", "netns", "del", name);
        }
        return obstacle.isEmpty() ? "" : "network namespaces can't be made here: " + obstacle;
    }

    static void createMainland() {
        Shell.run("ip", "addr", "replace", MAINLAND + "/32", "dev", "lo");
    }

    static void removeMainland() {
        Shell.run("ip", "addr", "del", MAINLAND + "/32", "dev", "lo");
    }

    static Island create(int number) {
        var island = new Island(number);
        island.remove();
        Shell.run("ip", "netns", "add", island.name());
        Shell.run("ip", "link", "add", island.cable(), "type", "veth", "peer", "name", "shore", "netns",
                island.name());
        Shell.run("ip", "addr", "add", "10.231." + (77 + number) + ".1/30", "dev", island.cable());
        Shell.run("ip", "link", "set", island.cable(), "up");
        island.inside("addr", "add", island.address() + "/30", "dev", "shore");
        island.inside("link", "set", "lo", "up");
        island.inside("link", "set", "shore", "up");
        island.inside("route", "add", "default", "via", "10.231." + (77 + number) + ".1");
        return island;
    }

    private void inside(String... command) {
        var whole = new ArrayList<>(List.of("ip", "-n", name()));
        whole.addAll(List.of(command));
        Shell.run(whole.toArray(String[]::new));
    }

    private void remove() {
        // What a run that was killed left behind.
        var _ = Shell.tried("ip", "netns", "del", name());
        var _ = Shell.tried("ip", "link", "del", cable());
    }

    String name() {
        return "muster-island-" + number;
    }

    private String cable() {
        return "muster-" + number;
    }

    /// Where what runs in it can be reached.
    String address() {
        return "10.231." + (77 + number) + ".2";
    }

    List<String> entering() {
        return List.of("ip", "netns", "exec", name());
    }

    void cut() {
        Shell.run("ip", "link", "set", cable(), "down");
    }

    void join() {
        Shell.run("ip", "link", "set", cable(), "up");
    }

    @Override
    public void close() {
        remove();
    }
}
