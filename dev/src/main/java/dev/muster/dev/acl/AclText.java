package dev.muster.dev.acl;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/// Writes what users may do, for tools that set it up.
public final class AclText {
    private AclText() {}

    /// Calls of `kafka-acls.sh`, to be run by somebody whom Kafka lets alter ACLs.
    public static String script(List<FleetUser> users) {
        var lines = users.stream().flatMap(user -> user.grants().stream().map(grant -> call(user, grant)))
                .collect(Collectors.joining("\n"));
        return """
                #!/bin/sh
                # KAFKA is HOST:PORT of a broker, ADMIN a file of the settings of a client that may alter ACLs.
                set -eu
                acl() { kafka-acls.sh --bootstrap-server "$KAFKA" --command-config "$ADMIN" --force --add "$@"; }
                """
                + lines + "\n";
    }

    private static String call(FleetUser user, Grant grant) {
        var operations = grant.operations().stream()
                .map(operation -> " --operation " + words(operation.name()))
                .collect(Collectors.joining());
        return "acl --allow-principal " + quoted("User:" + user.name()) + operations + " --"
                + option(grant.resource())
                + " " + quoted(grant.name()) + " --resource-pattern-type "
                + grant.pattern().name().toLowerCase(Locale.ROOT);
    }

    private static String option(ResourceType resource) {
        return resource == ResourceType.TRANSACTIONAL_ID
                ? "transactional-id"
                : resource.name().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /// Strimzi's KafkaUsers, with a password that its operator makes up.
    /// @param cluster the name of the Kafka resource
    public static String strimzi(List<FleetUser> users, String cluster) {
        return users.stream().map(user -> user(user, cluster)).collect(Collectors.joining("---\n"));
    }

    private static String user(FleetUser user, String cluster) {
        return """
                apiVersion: kafka.strimzi.io/v1beta2
                kind: KafkaUser
                metadata:
                  name: %s
                  labels:
                    strimzi.io/cluster: %s
                spec:
                  authentication:
                    type: scram-sha-512
                  authorization:
                    type: simple
                    acls:
                """.formatted(user.name(), cluster)
                + user.grants().stream().map(AclText::rule).collect(Collectors.joining());
    }

    private static String rule(Grant grant) {
        return """
                      - resource: {type: %s, name: "%s", patternType: %s}
                        operations: [%s]
                """.formatted(resource(grant.resource()), grant.name(),
                grant.pattern().name().toLowerCase(Locale.ROOT),
                grant.operations().stream().map(AclOperation::name).map(AclText::words)
                        .collect(Collectors.joining(", ")));
    }

    private static String resource(ResourceType type) {
        return type == ResourceType.TRANSACTIONAL_ID
                ? "transactionalId"
                : type.name().toLowerCase(Locale.ROOT);
    }

    /// `DESCRIBE_CONFIGS` as `DescribeConfigs`.
    private static String words(String name) {
        return java.util.Arrays.stream(name.split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
