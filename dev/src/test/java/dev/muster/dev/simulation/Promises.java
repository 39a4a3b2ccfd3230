package dev.muster.dev.simulation;

import dev.muster.dev.simulation.History.Fact;
import dev.muster.dev.simulation.History.LetGo;
import dev.muster.dev.simulation.History.Published;
import dev.muster.dev.simulation.History.Submitted;
import dev.muster.dev.simulation.History.Told;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Holds a history against what Muster promises. Knows the workflows' shapes and what is published of events, and none of
/// Muster's code. P10 is the matter of [Part#replay()]. Has one owner.
final class Promises {
    private final Findings findings = new Findings();
    private final Map<String, WorkflowStory> workflows = new LinkedHashMap<>();
    private final Permits permits = new Permits(findings);
    private final Times times = new Times(findings);
    private final Set<String> events = new HashSet<>();
    private final Map<History.Attempt, Integer> published = new HashMap<>();

    private Promises() {}

    /// @return a line for each time that a promise was not kept
    static List<String> broken(History history) {
        var promises = new Promises();
        history.facts().forEach(promises::hear);
        promises.workflows.values().forEach(WorkflowStory::end);
        return promises.findings.broken();
    }

    private void hear(Fact fact) {
        permits.hear(fact);
        times.hear(fact);
        switch (fact) {
            case Submitted it ->
                workflows.put(it.workflow(), new WorkflowStory(it.workflow(), it.shape(), findings));
            case Told it -> {
                findings.unless(events.add(it.event().id()), "P4",
                        "event " + it.event().id() + " is there twice");
                story(it.workflow()).hear(it);
            }
            case Published it -> publish(it);
            case History.Began it -> {
                findings.unless(published.containsKey(it.attempt()), "P5",
                        it.attempt() + " runs and was never published");
                story(it.attempt().workflow()).begin(it.attempt());
            }
            case History.Ended it when it.done() -> story(it.attempt().workflow()).done(it.attempt());
            case History.Ended it -> {
                // Whether an attempt failed is told by its report.
            }
            case History.Reported it -> story(it.attempt().workflow()).report(it);
            case LetGo it -> workflows.values().forEach(story -> story.isUnhinderedBy(it.agent()));
            case History.Ordered it -> {
                // What came of it is told by events.
            }
            case History.Returned it -> {
                // See the permits.
            }
            case History.Limited it -> {
                // See the permits.
            }
            case History.Died it -> {
                // See the permits.
            }
            case History.Froze it -> {
                // See the permits.
            }
            case History.Fault it -> {
                // No promise depends on it.
            }
            case History.Healed it -> {
                // No promise depends on it.
            }
        }
    }

    private void publish(Published it) {
        findings.unless(published.merge(it.attempt(), 1, Integer::sum) == 1, "P4",
                it.attempt() + " is published twice");
        story(it.attempt().workflow()).publish(it, permits.mayBeGated(it.agent()));
    }

    private WorkflowStory story(String workflow) {
        var story = workflows.get(workflow);
        if (story == null) {
            throw new IllegalStateException("nobody submitted " + workflow);
        }
        return story;
    }
}
