package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a listing of dead letters.
/// @param cursor asks for the next page; absent on the last
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterPage(List<DeadLetterView> deadLetters, @Nullable String cursor) {
    public DeadLetterPage {
        deadLetters = List.copyOf(deadLetters);
    }
}
