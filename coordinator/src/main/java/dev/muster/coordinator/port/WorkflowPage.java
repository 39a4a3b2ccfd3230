package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a listing. The workflows come without their tasks, results and input.
/// @param cursor asks for the next page; absent on the last
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkflowPage(List<WorkflowView> workflows, @Nullable String cursor) {}
