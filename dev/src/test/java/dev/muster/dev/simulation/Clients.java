package dev.muster.dev.simulation;

import dev.muster.common.Json;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.GateRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Those who submit workflows, and meddle with them and with the agents' limits. Owned by the simulation's thread.
final class Clients {
    /// Always limited.
    static final String HELD_BACK = "red";

    private final World world;
    private final Log log;
    private final Map<String, Shape> workflows = new LinkedHashMap<>();
    private int commands;

    Clients(World world, Log log) {
        this.world = world;
        this.log = log;
    }

    Set<String> workflows() {
        return workflows.keySet();
    }

    /// Those that need nothing of the agent that is held back.
    Set<String> unhindered() {
        return workflows.entrySet().stream().filter(workflow -> !workflow.getValue().uses(HELD_BACK))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    void register() {
        var dice = world.dice();
        for (var agent : Shape.AGENTS) {
            log.append(Log.TOPICS.gates(), agent, new GateRecord.Register(List.of("*"), null));
        }
        limit(HELD_BACK, dice.from(1, 4));
        if (dice.oneIn(2)) {
            limit("green", dice.from(1, 5));
        }
        if (dice.oneIn(3)) {
            limit(AgentRecord.WORKFLOWS, dice.from(1, 4));
        }
    }

    void limit(String agent, @Nullable Integer limit) {
        log.append(Log.TOPICS.gates(), agent,
                new GateRecord.Configure(AgentSettings.NONE.withLimit(limit)));
    }

    /// @param until when the last meddling is done
    void start(int count, int orders, int until) {
        var dice = world.dice();
        for (int number = 1; number <= count; number++) {
            var workflow = "f" + number;
            var shape = Shape.any(dice);
            world.schedule().after(dice.below(until / 3), () -> submit(workflow, shape));
        }
        for (int number = 0; number < orders; number++) {
            world.schedule().after(dice.below(until), this::meddle);
        }
    }

    private void submit(String workflow, Shape shape) {
        workflows.put(workflow, shape);
        var start = new CommandRecord.Start(nextCommand(), new Json(shape.text()), null, null, null, null,
                null);
        world.history().add(new History.Submitted(world.now(), workflow, shape));
        log.append(Log.TOPICS.commands(), workflow, start);
        if (world.dice().oneIn(6)) {
            // No answer came, so it is submitted again.
            world.schedule().after(world.dice().from(100, 10_000),
                    () -> log.append(Log.TOPICS.commands(), workflow, start));
        }
    }

    private String nextCommand() {
        return "order-" + ++commands;
    }

    private void meddle() {
        var dice = world.dice();
        if (dice.oneIn(4)) {
            limit(HELD_BACK, dice.below(4));
        } else if (dice.oneIn(6)) {
            limit("green", dice.oneIn(3) ? null : dice.below(5));
        } else if (!workflows.isEmpty()) {
            order(dice.of(List.copyOf(workflows.keySet())), switch (dice.below(8)) {
                case 0 -> new CommandRecord.Cancel(nextCommand(), dice.oneIn(2));
                case 1, 2 -> new CommandRecord.Pause(nextCommand());
                case 3, 4 -> new CommandRecord.Resume(nextCommand());
                case 5, 6 -> new CommandRecord.Retry(nextCommand());
                default -> new CommandRecord.Rollback(nextCommand());
            });
        }
    }

    private void order(String workflow, CommandRecord order) {
        world.history().add(new History.Ordered(world.now(), workflow, order.toString()));
        log.append(Log.TOPICS.commands(), workflow, order);
    }

    /// Whatever is paused goes on, and no limit stands in the way but one.
    void heal() {
        workflows.keySet().forEach(workflow -> order(workflow, new CommandRecord.Resume(nextCommand())));
        limit("green", 3);
        limit(AgentRecord.WORKFLOWS, null);
        limit(HELD_BACK, 0);
    }
}
