package dev.muster.coordinator.streams;

import dev.muster.common.wire.WorkerRecord.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a worker was last heard to hold.
/// @param sequence of its latest heartbeat
record Lease(long sequence, Set<Claim> claims) {
    static final Lease NONE = new Lease(0, Set.of());

    private static final int FORM = 2;
    /// As 2, but for what each claim asks.
    private static final int FORM_WITHOUT_QUESTIONS = 1;

    Lease {
        // In their order, which a set of the JDK's own changes from one process to the next: what is reported of them goes out
        // in that order.
        claims = Collections.unmodifiableSet(new LinkedHashSet<>(claims));
    }

    /// Those that are to be reported to their workflows, given what was listed before: the new ones, and those that ask
    /// where they did not.
    List<Claim> newSince(Lease before) {
        return claims.stream()
                .filter(claim -> asks(claim) ? !before.claims.contains(claim) : !before.lists(claim))
                .toList();
    }

    List<Claim> notListedIn(Lease other) {
        return claims.stream().filter(claim -> !other.lists(claim)).toList();
    }

    private boolean lists(Claim claim) {
        return claims.contains(of(claim, false)) || claims.contains(of(claim, true));
    }

    private static Claim of(Claim claim, boolean asks) {
        return new Claim(claim.workflow(), claim.task(), claim.attempt(), asks ? true : null);
    }

    static boolean asks(Claim claim) {
        return claim.again() != null && claim.again();
    }

    /// @param claims as they were heard
    static Lease of(long sequence, List<Claim> claims) {
        return new Lease(sequence,
                claims.stream().map(claim -> of(claim, asks(claim)))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    byte[] stored() {
        var form = new FormWriter(FORM).number(sequence).number(claims.size());
        var sorted = new ArrayList<>(claims);
        sorted.sort((one, other) -> one.toString().compareTo(other.toString()));
        sorted.forEach(claim -> form.text(claim.workflow()).text(claim.task()).number(claim.attempt())
                .flag(asks(claim)));
        return form.bytes();
    }

    static Lease read(byte[] bytes) {
        var hasQuestions = bytes.length == 0 || bytes[0] != FORM_WITHOUT_QUESTIONS;
        var form = new FormReader("lease", hasQuestions ? FORM : FORM_WITHOUT_QUESTIONS, bytes);
        var sequence = form.number();
        var claims = new LinkedHashSet<Claim>();
        for (int left = form.count(); left > 0; left--) {
            var claim = new Claim(form.text(), form.text(), form.count());
            claims.add(of(claim, hasQuestions && form.flag()));
        }
        return new Lease(sequence, claims);
    }
}
