package dev.muster.dev.simulation;

import dev.muster.dev.simulation.History.Attempt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// P6: of an agent with a limit, no more attempts are out than it allows, and none comes back while it runs. Only those
/// agents are looked at that had a limit before there was anything to do: what was published before a first limit does not
/// count. Owned by the checker.
final class Permits {
    /// A first limit is known to all coordinators when all of them have read it.
    private static final long KNOWN_AFTER = 1_000;

    private final Findings findings;
    private final Map<String, Gate> gates = new HashMap<>();
    private final Set<String> limited = new HashSet<>();
    private final Map<String, Set<Attempt>> running = new HashMap<>();
    private final Set<String> lastWords = new HashSet<>();
    private final Map<String, String> workers = new HashMap<>();
    /// Who claimed an attempt first: whoever runs it beside him holds nothing.
    private final Map<Attempt, String> holders = new HashMap<>();
    private boolean hasBegun;

    private static final class Gate {
        private final Set<Attempt> out = new LinkedHashSet<>();
        private final long since;
        private @Nullable Integer limit;

        Gate(long since) {
            this.since = since;
        }
    }

    Permits(Findings findings) {
        this.findings = findings;
    }

    /// Whether the agent ever had a limit, so that its attempts may wait for permits.
    boolean mayBeGated(String agent) {
        return limited.contains(agent);
    }

    void hear(History.Fact fact) {
        switch (fact) {
            case History.Submitted it -> begin(it.at());
            case History.Limited it -> limit(it);
            case History.Published it -> publish(it);
            // One that does not stop when its worker has lost its lease runs on beside whatever holds permits.
            case History.Began it when it.heeds() -> {
                running.computeIfAbsent(it.process(), absent -> new HashSet<>()).add(it.attempt());
                workers.put(it.process(), it.worker());
            }
            case History.Ended it -> running(it.process()).remove(it.attempt());
            case History.Died it -> running.remove(it.process());
            // It may have lost its lease when it goes on, and then holds nothing.
            case History.Froze it -> running.remove(it.process());
            case History.Reported it when it.isLast() -> lastWords.add(it.worker() + " " + it.attempt());
            case History.Told it when it.type().equals("task.started") -> holders.put(
                    new Attempt(it.workflow(), String.valueOf(it.task()), it.json().path("attempt").asInt(0)),
                    it.json().path("worker").asString());
            case History.Returned it -> giveBack(it);
            default -> {
                // Nothing to do with permits.
            }
        }
    }

    private void begin(long at) {
        if (!hasBegun) {
            hasBegun = true;
            gates.values().removeIf(gate -> gate.since > at - KNOWN_AFTER);
        }
    }

    private void limit(History.Limited it) {
        if (it.limit() != null) {
            limited.add(it.agent());
            if (!hasBegun) {
                gates.computeIfAbsent(it.agent(), absent -> new Gate(it.at()));
            }
        }
        var gate = gates.get(it.agent());
        if (gate != null) {
            gate.limit = it.limit();
        }
    }

    private void publish(History.Published it) {
        var gate = gates.get(it.agent());
        if (gate != null) {
            gate.out.add(it.attempt());
            findings.unless(gate.limit == null || gate.out.size() <= gate.limit, "P6",
                    gate.out.size() + " are out of " + it.agent() + " where " + gate.limit + " may: "
                            + gate.out);
        }
    }

    /// Whoever runs it has said his last word on it, or was said to be lost.
    private void giveBack(History.Returned it) {
        var gate = gates.get(it.agent());
        if (gate != null && gate.out.remove(it.attempt())) {
            running.forEach((process, attempts) -> findings.unless(
                    !attempts.contains(it.attempt()) || mayReturn(it.attempt(), workers.get(process)), "P6",
                    it.attempt() + " has given its permit back and still runs in " + process));
        }
    }

    private boolean mayReturn(Attempt attempt, @Nullable String worker) {
        var holder = holders.get(attempt);
        return lastWords.contains(worker + " " + attempt) || (holder != null && !holder.equals(worker));
    }

    private Set<Attempt> running(String process) {
        var attempts = running.get(process);
        return attempts == null ? new HashSet<>() : attempts;
    }
}
