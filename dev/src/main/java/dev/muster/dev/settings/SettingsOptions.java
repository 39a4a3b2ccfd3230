package dev.muster.dev.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// Where else a command's settings come from, and how they are told. Used by one thread.
public final class SettingsOptions {
    /// The name of the field in each command that takes settings.
    static final String MIXIN = "settings";

    @Option(names = "--config", paramLabel = "FILE", description = "A file of settings: YAML, a key for each flag. Flags count before the environment (MUSTER_*), and that before the file.")
    @SuppressWarnings("UnusedVariable") // read from the arguments, before they are parsed
    private @Nullable Path file;

    @Option(names = "--show-config", description = "Check the settings, print what would hold, without secrets, and end.")
    private boolean isShown;

    private Settings given = Settings.NONE;

    void given(Settings settings) {
        given = settings;
    }

    /// What is wrong so far: in the file, in the environment, and in what the flags say.
    public Faults faults(CommandSpec command) {
        var faults = new Faults();
        faults.addAll(given.faults());
        var line = command.commandLine();
        if (line != null && line.getParseResult() != null) {
            line.getParseResult().errors().forEach(error -> faults.add(String.valueOf(error.getMessage())));
        }
        return faults;
    }

    /// Whether the command should tell its settings and end.
    public boolean isShown() {
        return isShown;
    }

    /// The effective settings, a line each, as a file would say it: no value of a password, nor of what nobody here knows.
    /// @param kafka the settings of Kafka's clients
    public List<String> effective(CommandSpec command, Map<String, String> kafka) {
        var lines = new ArrayList<String>();
        command.options().stream().filter(Settings::isSetting).forEach(option -> {
            Object value = option.getValue();
            var name = option.longestName().substring(2);
            var texts = value instanceof Collection<?> many
                    ? many.stream().map(String::valueOf).toList()
                    : value == null ? List.<String>of() : List.of(value.toString());
            texts.forEach(text -> lines
                    .add(name + ": " + withoutPassword(text) + from(command, name, option.longestName())));
        });
        kafka.keySet().stream().sorted().forEach(name -> lines.add(Setting.KAFKA + name + ": "
                + (KafkaNames.isPublic(name) ? kafka.get(name) : "(not shown)")
                + (KafkaNames.isKnown(name) ? "" : ", which no client of Kafka's knows by itself")
                + from(command, Setting.KAFKA + name, "--kafka-setting")));
        return lines;
    }

    private String from(CommandSpec command, String name, String option) {
        var source = given.sources().get(name);
        var parsed = command.commandLine().getParseResult();
        return "  # " + (source != null
                ? source
                : parsed != null && parsed.hasMatchedOption(option) ? "flag" : "default");
    }

    private static String withoutPassword(String text) {
        return text.replaceAll("//[^/@\\s]*@", "//(not shown)@");
    }
}
