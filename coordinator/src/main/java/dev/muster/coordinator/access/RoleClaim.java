package dev.muster.coordinator.access;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.muster.coordinator.port.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The claim of a JWT that names roles, or groups that stand for them.
/// @param name a claim's; `a.b` is `b` within `a` if there is none of this name itself
/// @param roles by what stands in the claim
record RoleClaim(String name, Map<String, Role> roles) {
    RoleClaim {
        roles = Map.copyOf(roles);
    }

    /// The role that may do most; [Role#ANYONE] if nothing that is known stands there.
    Role of(JWTClaimsSet claims) {
        return values(found(claims)).map(roles::get).filter(Objects::nonNull)
                .max(Comparator.naturalOrder()).orElse(Role.ANYONE);
    }

    private @Nullable Object found(JWTClaimsSet claims) {
        var whole = claims.getClaim(name);
        if (whole != null) {
            return whole;
        }
        Object at = claims.getClaims();
        for (var part : name.split("\\.")) {
            at = at instanceof Map<?, ?> object ? object.get(part) : null;
        }
        return at;
    }

    private static Stream<String> values(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split(" "));
            case Collection<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }
}
