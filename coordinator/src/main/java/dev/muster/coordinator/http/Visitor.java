package dev.muster.coordinator.http;

import dev.muster.coordinator.port.Role;
import io.helidon.webserver.http.ServerRequest;

/// Who is at the door.
/// @param name whose token it is, else the address
/// @param isCounted whether he is bound as one caller among others
record Visitor(String name, Role role, boolean isCounted) {
    /// As the guard remembered him.
    static Visitor of(ServerRequest request) {
        return request.context().get(Visitor.class).orElseGet(() -> stranger(request));
    }

    static Visitor stranger(ServerRequest request) {
        return new Visitor(request.remotePeer().host(), Role.ANYONE, true);
    }
}
