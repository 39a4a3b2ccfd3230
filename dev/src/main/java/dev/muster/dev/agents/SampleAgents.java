package dev.muster.dev.agents;

import dev.muster.worker.Agent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sample agents, ready to be given to a worker: `visual_content`, `web_development`, `finance_inventory`,
/// `marketing` and `content`. They keep no state of their own and may serve any number of tasks at once.
public final class SampleAgents {
    static {
        // Drawing into memory needs no display; without this a stale DISPLAY variable makes it fail.
        System.setProperty("java.awt.headless", "true");
    }

    private SampleAgents() {}

    /// @param output the folder under which everything is made, in a folder for each workflow; made when needed
    public static List<Object> in(Path output) {
        return in(output, null, Duration.ZERO);
    }

    /// @param data where CSVs and text templates are looked for before the bundled ones; none if null
    /// @param pace how long each step of the work is drawn out, so that people can follow it; zero for no wait
    public static List<Object> in(Path output, @Nullable Path data, Duration pace) {
        var folder = new OutputFolder(output);
        var source = new DataFolder(data);
        var steps = new Pace(pace);
        return List.of(new VisualContent(folder, steps), new WebDevelopment(folder, steps),
                new FinanceInventory(folder, source, steps), new Marketing(folder, source, steps),
                new Content(folder, source, steps));
    }

    /// The types of all of them.
    public static List<String> types() {
        return in(Path.of("")).stream().map(SampleAgents::type).sorted().toList();
    }

    /// @param agent one of them
    public static String type(Object agent) {
        return agent.getClass().getAnnotation(Agent.class).value();
    }
}
