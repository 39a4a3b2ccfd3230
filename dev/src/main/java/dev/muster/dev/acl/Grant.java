package dev.muster.dev.acl;

import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/// What one user may do with resources of one name, or of names that begin alike.
record Grant(ResourceType resource, PatternType pattern, String name, List<AclOperation> operations) {
    Grant {
        operations = List.copyOf(operations);
    }

    static Grant topic(String name, AclOperation... operations) {
        return new Grant(ResourceType.TOPIC, PatternType.LITERAL, name, List.of(operations));
    }

    static Grant topics(String prefix, AclOperation... operations) {
        return new Grant(ResourceType.TOPIC, PatternType.PREFIXED, prefix, List.of(operations));
    }

    static Grant group(String name, AclOperation... operations) {
        return new Grant(ResourceType.GROUP, PatternType.LITERAL, name, List.of(operations));
    }

    static Grant groups(String prefix, AclOperation... operations) {
        return new Grant(ResourceType.GROUP, PatternType.PREFIXED, prefix, List.of(operations));
    }

    static Grant transactions(String prefix, AclOperation... operations) {
        return new Grant(ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, prefix, List.of(operations));
    }
}
