package dev.muster.dev.settings;

/// One value of one setting.
/// @param name as in the file: a flag without its dashes, or `kafka.` and the name of a setting of Kafka's clients
/// @param from what it was read from, for people
record Setting(String name, String value, String from) {
    static final String KAFKA = "kafka.";

    boolean isKafkas() {
        return name.startsWith(KAFKA);
    }

    /// As the command line is told it.
    String argument() {
        return isKafkas()
                ? "--kafka-setting=" + name.substring(KAFKA.length()) + "=" + value
                : "--" + name + "=" + value;
    }
}
