package dev.muster.dev.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// Settings of Kafka's clients, passed through by their own names. Used by one thread.
public final class KafkaSettings {
    @Option(names = "--kafka-setting", paramLabel = "NAME=VALUE", description = "A setting of all of Kafka's clients, such as security.protocol=SASL_SSL. Repeatable; in the environment MUSTER_KAFKA_SECURITY_PROTOCOL.")
    private List<String> values = List.of();

    @Option(names = "--kafka-secret", paramLabel = "NAME=FILE", description = "The same, with the value in a file, such as sasl.jaas.config=/run/secrets/jaas. Repeatable; in the environment MUSTER_KAFKA_SASL_JAAS_CONFIG_FILE.")
    private List<String> files = List.of();

    /// @param faults gets what is wrong with them
    public Map<String, String> checked(Faults faults) {
        var all = new LinkedHashMap<String, String>();
        values.forEach(pair -> put(all, "--kafka-setting", pair, faults));
        var secrets = new LinkedHashMap<String, String>();
        files.forEach(pair -> put(secrets, "--kafka-secret", pair, faults));
        secrets.forEach((name, file) -> {
            var value = faults.of("", () -> SecretFile.read(Setting.KAFKA + name, file));
            if (value != null) {
                all.put(name, value);
            }
        });
        all.forEach((name, value) -> {
            var fault = KafkaNames.fault(name, value);
            faults.require(fault.isEmpty(), fault);
        });
        return all;
    }

    private static void put(Map<String, String> all, String option, String pair, Faults faults) {
        var at = pair.indexOf('=');
        if (at < 1) {
            // What stands there may be a secret.
            faults.add("a " + option + " is not understood, expected NAME="
                    + (option.endsWith("g") ? "VALUE" : "FILE"));
        } else {
            all.put(pair.substring(0, at), pair.substring(at + 1));
        }
    }
}
