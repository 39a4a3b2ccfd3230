package dev.muster.worker.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attempts that this worker holds under its lease: each from the moment of its claim until its report is
/// durable. Every heartbeat lists them all. Thread-safe.
///
/// A claim may ask whether its attempt may run. It is answered where it is new, or asks where the heartbeat before did
/// not. So one that got no answer is listed once without its question and then with it: asked anew, and held all the
/// while.
public final class Claims {
    private final Duration patience;
    private final Map<AttemptKey, Claim> held = new LinkedHashMap<>();

    /// As a heartbeat lists it.
    /// @param asks whether it waits, or has waited, for an answer
    public record Listed(AttemptKey attempt, boolean asks) {}

    /// @param askedAt when it was last listed with its question; null if it is listed without
    private record Claim(boolean isWaiting, @Nullable Instant askedAt) {
        private static final Claim SILENT = new Claim(false, null);
        private static final Claim WAITING = new Claim(true, null);

        Claim listed(Duration patience, Instant now) {
            if (!isWaiting) {
                return this;
            }
            if (askedAt == null) {
                return new Claim(true, now);
            }
            return askedAt.plus(patience).isAfter(now) ? this : WAITING;
        }
    }

    /// @param patience how long a question waits for its answer before it is asked again
    public Claims(Duration patience) {
        this.patience = patience;
    }

    /// Claims an attempt that runs already.
    public synchronized void add(AttemptKey attempt) {
        held.putIfAbsent(attempt, Claim.SILENT);
    }

    /// Claims an attempt that may run only if the answer says so.
    public synchronized void ask(AttemptKey attempt) {
        held.putIfAbsent(attempt, Claim.WAITING);
    }

    /// Its question is not asked again.
    public synchronized void answered(AttemptKey attempt) {
        held.computeIfPresent(attempt, (_, claim) -> new Claim(false, claim.askedAt()));
    }

    public synchronized void remove(AttemptKey attempt) {
        held.remove(attempt);
    }

    /// In the order in which they were claimed.
    public synchronized List<AttemptKey> held() {
        return List.copyOf(held.keySet());
    }

    /// What the next heartbeat is to say, in the same order. Takes it for said.
    public synchronized List<Listed> list(Instant now) {
        var listed = new ArrayList<Listed>();
        held.replaceAll((attempt, claim) -> {
            var next = claim.listed(patience, now);
            listed.add(new Listed(attempt, next.askedAt() != null));
            return next;
        });
        return listed;
    }
}
