package dev.muster.dev.acl;

import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

/// A user of Kafka with a part in a fleet, and the least that it has to be let do.
/// @param name as Kafka knows it, without `User:`
public record FleetUser(String name, List<Grant> grants) {
    public FleetUser {
        grants = List.copyOf(grants);
    }

    /// All coordinators of a fleet are one user: they have the same topics, groups and transactions.
    public static FleetUser coordinator(String name, Topics topics) {
        var own = topics.prefix() + "coordinator";
        return new FleetUser(name,
                List.of(Grant.topics(topics.prefix(), READ, WRITE, CREATE, DESCRIBE, DESCRIBE_CONFIGS),
                        Grant.groups(own, READ, DESCRIBE),
                        // It sets the workers' share groups up and sees how far they are; it takes nothing from them.
                        Grant.groups(topics.prefix() + "workers.", DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS),
                        Grant.transactions(own, WRITE, DESCRIBE)));
    }

    public static FleetUser worker(String name, Topics topics, List<AgentType> agents) {
        var grants = new ArrayList<Grant>();
        agents.forEach(agent -> {
            grants.add(Grant.topic(topics.tasks(agent), READ, DESCRIBE));
            grants.add(Grant.group(topics.shareGroup(agent), READ, DESCRIBE));
        });
        grants.add(Grant.topic(topics.reports(), WRITE, DESCRIBE));
        grants.add(Grant.topic(topics.workers(), WRITE, DESCRIBE));
        grants.add(Grant.topic(topics.deadLetters(), WRITE, DESCRIBE));
        grants.add(Grant.topic(topics.control(), READ, DESCRIBE));
        grants.add(Grant.topic(topics.agents(), READ, DESCRIBE));
        return new FleetUser(name, grants);
    }

    /// Whoever starts workflows by the topic of commands, and reads what becomes of them.
    public static FleetUser client(String name, Topics topics) {
        return new FleetUser(name, List.of(Grant.topic(topics.commands(), WRITE, DESCRIBE),
                Grant.topic(topics.events(), READ, DESCRIBE), Grant.groups(name + ".", READ, DESCRIBE)));
    }

    /// Whoever reads events, in groups whose names begin with its own and a dot.
    public static FleetUser reader(String name, Topics topics) {
        return new FleetUser(name, List.of(Grant.topic(topics.events(), READ, DESCRIBE),
                Grant.groups(name + ".", READ, DESCRIBE)));
    }

    /// As Kafka's own clients write them.
    public List<AclBinding> bindings() {
        return grants.stream().flatMap(grant -> grant.operations().stream().map(operation -> new AclBinding(
                new ResourcePattern(grant.resource(), grant.name(), grant.pattern()),
                new AccessControlEntry("User:" + name, "*", operation, AclPermissionType.ALLOW)))).toList();
    }
}
