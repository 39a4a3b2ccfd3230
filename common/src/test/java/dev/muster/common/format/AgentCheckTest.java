package dev.muster.common.format;

import dev.muster.common.AgentType;
import dev.muster.common.error.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AgentCheckTest {
    private static final String NOBODY = "agent 'nobody' is not registered, expected one that a worker offers, "
            + "known a moment after its start";

    private static final Map<String, Set<String>> REGISTERED = Map.of("images", Set.of("draw", "erase"),
            "scripts",
            Set.of("*"));

    @Test
    void whatIsRegisteredIsInOrder() {
        assertThat(faults("{agent: images, action: draw, compensate: {action: erase}}")).isEmpty();
    }

    @Test
    void anAgentThatTakesAnyActionTakesThisOne() {
        assertThat(faults("{agent: scripts, action: whatever}")).isEmpty();
    }

    @Test
    void anAgentThatIsNotRegisteredIsNamed() {
        assertThat(faults("{agent: nobody, action: draw}"))
                .containsExactly(new Fault("/tasks/t/agent", NOBODY));
    }

    @Test
    void anActionThatTheAgentDoesNotHaveIsNamedWithThoseItHas() {
        assertThat(faults("{agent: images, action: drw}")).containsExactly(new Fault("/tasks/t/action",
                "agent 'images' has no action 'drw', did you mean 'draw'? (it has draw, erase)"));
    }

    @Test
    void aCompensationIsCheckedLikeATask() {
        assertThat(faults("{agent: images, action: draw, compensate: {action: undo}}"))
                .containsExactly(new Fault(
                        "/tasks/t/compensate/action",
                        "agent 'images' has no action 'undo' (it has draw, erase)"));
        assertThat(faults("{agent: images, action: draw, compensate: {agent: nobody, action: undo}}"))
                .containsExactly(new Fault("/tasks/t/compensate/agent", NOBODY));
    }

    private static List<Fault> faults(String task) {
        var definition = new DefinitionReader().read("name: x\ntasks:\n  t: " + task);
        return AgentCheck.faults(definition.workflow(),
                (AgentType agent) -> Optional.ofNullable(REGISTERED.get(agent.value())));
    }
}
