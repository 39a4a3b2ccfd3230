package dev.muster.coordinator.http;

import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.Identities;
import dev.muster.coordinator.port.ProblemKind;
import dev.muster.coordinator.port.Role;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Lets callers in as far as their roles go. Thread-safe.
final class Guard {
    private static final String BEARER = "bearer ";
    private static final String CHALLENGE = "Bearer realm=\"muster\"";

    private final @Nullable Identities identities;
    private final KnownHosts hosts;
    private final @Nullable CallerPace pace;

    /// @param nanos a clock, as [System#nanoTime] is one
    Guard(Admission admission, LongSupplier nanos) {
        identities = admission.identities();
        hosts = new KnownHosts(admission.hosts());
        var perSecond = admission.bounds().requestsPerSecond();
        pace = perSecond == null ? null : new CallerPace(perSecond, nanos);
    }

    /// Remembers who asks as part of the request, for [Visitor#of].
    /// @throws RefusedException if that is nobody who may
    void admit(ServerRequest request, Role needed) {
        if (!hosts.know(request.authority())) {
            throw RefusedException.of(ProblemKind.FOREIGN_HOST,
                    "the request is meant for a host of another name, expected localhost or an address; see --allow-host");
        }
        if (needed == Role.ANYONE) {
            return;
        }
        var token = token(request);
        var caller = identities == null ? Optional.<Caller>empty() : token.flatMap(identities::who);
        var visitor = caller.map(Guard::known).orElseGet(() -> stranger(request));
        request.context().register(visitor);
        if (pace != null && visitor.isCounted() && !pace.allows(visitor.name())) {
            throw RefusedException.of(ProblemKind.TOO_MANY_REQUESTS,
                    "the caller asks more often than it may, expected fewer requests a second");
        }
        if (identities != null && !visitor.role().covers(needed)) {
            throw refused(caller.isPresent(), token.isPresent(), needed);
        }
    }

    private static RefusedException refused(boolean isKnown, boolean hasToken, Role needed) {
        if (isKnown) {
            return RefusedException.challenged(ProblemKind.FORBIDDEN,
                    "the caller may not do this, expected one with the role "
                            + needed.name().toLowerCase(Locale.ROOT),
                    CHALLENGE + ", error=\"insufficient_scope\"");
        }
        return hasToken
                ? RefusedException.challenged(ProblemKind.UNAUTHENTICATED,
                        "the token is nobody's, or no longer, expected one that is known",
                        CHALLENGE + ", error=\"invalid_token\"")
                : RefusedException.challenged(ProblemKind.UNAUTHENTICATED,
                        "the request says not who asks, expected a header Authorization: Bearer TOKEN",
                        CHALLENGE);
    }

    /// Other coordinators ask for what their own callers want to know, each of whom is bound there.
    private static Visitor known(Caller caller) {
        return new Visitor(caller.name(), caller.role(), caller.role() != Role.PEER);
    }

    private Visitor stranger(ServerRequest request) {
        var stranger = Visitor.stranger(request);
        return identities == null && isHere(request)
                ? new Visitor(stranger.name(), Role.ANYONE, false)
                : stranger;
    }

    private static boolean isHere(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress from
                && from.getAddress() != null && from.getAddress().isLoopbackAddress();
    }

    private static Optional<String> token(ServerRequest request) {
        return request.headers().value(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).trim());
    }
}
