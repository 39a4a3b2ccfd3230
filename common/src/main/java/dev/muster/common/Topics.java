package dev.muster.common;

import java.util.regex.Pattern;

/// The names of Muster's topics under one prefix, `muster.` by default. Two fleets on one cluster differ in it.
public record Topics(String prefix) {
    // Before DEFAULT, whose constructor needs it.
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{0,100}");

    public static final Topics DEFAULT = new Topics("muster.");

    /// @throws IllegalArgumentException if the prefix can't stand in a topic's name
    public Topics {
        Names.checked("topic prefix", prefix, FORM, "up to 100 letters, digits, '.', '_' or '-'");
    }

    public String commands() {
        return prefix + "commands";
    }

    public String reports() {
        return prefix + "reports";
    }

    public String tasks(AgentType agent) {
        return prefix + "tasks." + agent.value();
    }

    public String gates() {
        return prefix + "gates";
    }

    public String workers() {
        return prefix + "workers";
    }

    public String control() {
        return prefix + "control";
    }

    public String events() {
        return prefix + "events";
    }

    public String agents() {
        return prefix + "agents";
    }

    public String definitions() {
        return prefix + "definitions";
    }

    public String deadLetters() {
        return prefix + "dead-letters";
    }

    /// The share group in which the workers of an agent type take its tasks.
    public String shareGroup(AgentType agent) {
        return prefix + "workers." + agent.value();
    }
}
