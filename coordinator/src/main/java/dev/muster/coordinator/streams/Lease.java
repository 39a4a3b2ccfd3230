package dev.muster.coordinator.streams;

import dev.muster.common.wire.WorkerRecord.Claim;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a worker was last heard to hold.
/// @param sequence of its latest heartbeat
record Lease(long sequence, Set<Claim> claims) {
    static final Lease NONE = new Lease(0, Set.of());

    private static final int FORM = 1;

    Lease {
        claims = Set.copyOf(claims);
    }

    List<Claim> claimsNotIn(Lease other) {
        return claims.stream().filter(claim -> !other.claims.contains(claim)).toList();
    }

    byte[] stored() {
        var form = new FormWriter(FORM).number(sequence).number(claims.size());
        var sorted = new ArrayList<>(claims);
        sorted.sort((one, other) -> one.toString().compareTo(other.toString()));
        sorted.forEach(claim -> form.text(claim.workflow()).text(claim.task()).number(claim.attempt()));
        return form.bytes();
    }

    static Lease read(byte[] bytes) {
        var form = new FormReader("lease", FORM, bytes);
        var sequence = form.number();
        var claims = new LinkedHashSet<Claim>();
        for (int left = form.count(); left > 0; left--) {
            claims.add(new Claim(form.text(), form.text(), form.count()));
        }
        return new Lease(sequence, claims);
    }
}
