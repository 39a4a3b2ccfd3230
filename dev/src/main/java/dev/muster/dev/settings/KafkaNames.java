package dev.muster.dev.settings;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/// The settings that Kafka's clients know.
final class KafkaNames {
    private static final Map<String, ConfigDef.ConfigKey> KNOWN = known();

    private KafkaNames() {}

    private static Map<String, ConfigDef.ConfigKey> known() {
        var known = new HashMap<String, ConfigDef.ConfigKey>();
        known.putAll(AdminClientConfig.configDef().configKeys());
        known.putAll(ProducerConfig.configDef().configKeys());
        known.putAll(ConsumerConfig.configDef().configKeys());
        return Map.copyOf(known);
    }

    static boolean isKnown(String name) {
        return KNOWN.containsKey(name);
    }

    /// Whether a value may be shown. What no client knows is an extension's, and may be a secret.
    static boolean isPublic(String name) {
        var key = KNOWN.get(name);
        return key != null && key.type() != ConfigDef.Type.PASSWORD;
    }

    /// @return what is wrong with a value of that name; nothing if it is right, or not known
    static String fault(String name, String value) {
        var key = KNOWN.get(name);
        if (key == null) {
            return "";
        }
        try {
            var parsed = ConfigDef.parseType(name, value, key.type());
            if (key.validator != null) {
                key.validator.ensureValid(name, parsed);
            }
            return "";
        } catch (org.apache.kafka.common.config.ConfigException e) {
            return isPublic(name)
                    ? "kafka." + name + " can't be: " + e.getMessage()
                    : "kafka." + name + " can't be what it is set to, which is a secret and not shown";
        }
    }
}
