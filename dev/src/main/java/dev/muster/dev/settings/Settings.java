package dev.muster.dev.settings;

import dev.muster.common.format.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What a command is told by its flags, else by the environment, else by a file, else by default. Immutable.
/// @param arguments for the command: what the file and the environment say, and after that the flags
/// @param sources of the settings that neither a flag nor a default gave, by name
/// @param faults of the file and the environment
public record Settings(List<String> arguments, Map<String, String> sources, List<String> faults) {
    public static final Settings NONE = new Settings(List.of(), Map.of(), List.of());

    private static final String VARIABLE = "MUSTER_";
    private static final String KAFKA_VARIABLE = "MUSTER_KAFKA_";
    private static final String IN_FILE = "_FILE";
    /// What others read: the command line's, the launcher's; and what Kubernetes sets for a service called `muster`.
    private static final Set<String> OTHERS = Set.of("MUSTER_URL", "MUSTER_TOKEN", "MUSTER_JAVA_OPTS",
            "MUSTER_CONFIG");
    private static final Pattern SERVICE_LINK = Pattern
            .compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP)(_.*)?)");

    public Settings {
        arguments = List.copyOf(arguments);
        sources = Map.copyOf(sources);
        faults = List.copyOf(faults);
    }

    /// Looks which command is called, and tells it its settings if it takes any.
    /// @return the arguments to parse
    public static String[] into(CommandLine line, String[] arguments, Map<String, String> environment) {
        for (var i = 0; i < arguments.length; i++) {
            var command = line.getSubcommands().get(arguments[i]);
            if (command != null) {
                var mixin = command.getCommandSpec().mixins().get(SettingsOptions.MIXIN);
                if (mixin == null) {
                    return arguments;
                }
                command.getCommandSpec().parser().collectErrors(true);
                var settings = read(command.getCommandSpec(),
                        Arrays.asList(arguments).subList(i + 1, arguments.length), environment);
                ((SettingsOptions) mixin.userObject()).given(settings);
                var all = new ArrayList<>(Arrays.asList(arguments).subList(0, i + 1));
                all.addAll(settings.arguments());
                return all.toArray(String[]::new);
            }
        }
        return arguments;
    }

    static Settings read(CommandSpec command, List<String> flags, Map<String, String> environment) {
        var faults = new Faults();
        var names = names(command);
        var given = new LinkedHashMap<String, List<Setting>>();
        var file = file(flags, environment);
        if (file != null) {
            add(given, known(SettingsFile.read(Path.of(file), environment, faults), names, faults));
        }
        add(given, variables(environment, names, faults));
        flags.stream().filter(flag -> flag.startsWith("--")).map(flag -> flag.substring(2).split("=", 2)[0])
                .forEach(given::remove);
        var arguments = new ArrayList<String>();
        var sources = new TreeMap<String, String>();
        given.forEach((name, settings) -> settings.forEach(setting -> {
            arguments.add(setting.argument());
            sources.put(name, setting.from());
        }));
        arguments.addAll(flags);
        return new Settings(arguments, sources, faults.found());
    }

    /// Of a later source, a setting replaces that of an earlier one.
    private static void add(Map<String, List<Setting>> given, List<Setting> more) {
        var fresh = new LinkedHashMap<String, List<Setting>>();
        more.forEach(
                setting -> fresh.computeIfAbsent(setting.name(), name -> new ArrayList<>()).add(setting));
        given.putAll(fresh);
    }

    private static List<String> names(CommandSpec command) {
        return command.options().stream().filter(Settings::isSetting)
                .map(option -> option.longestName().substring(2)).toList();
    }

    /// Whether it is about the part of the fleet, and not about the command itself.
    static boolean isSetting(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp() && !option.inherited()
                && !Set.of("--config", "--show-config", "--kafka-setting", "--kafka-secret")
                        .contains(option.longestName());
    }

    private static @Nullable String file(List<String> flags, Map<String, String> environment) {
        for (var i = 0; i < flags.size(); i++) {
            if (flags.get(i).startsWith("--config=")) {
                return flags.get(i).substring("--config=".length());
            }
            if (flags.get(i).equals("--config") && i + 1 < flags.size()) {
                return flags.get(i + 1);
            }
        }
        var file = environment.getOrDefault("MUSTER_CONFIG", "");
        return file.isEmpty() ? null : file;
    }

    private static List<Setting> known(List<Setting> read, List<String> names, Faults faults) {
        return read.stream().filter(setting -> {
            var is = setting.isKafkas() || names.contains(setting.name());
            if (!is) {
                faults.add("there is no setting '" + setting.name() + "', which " + setting.from() + " sets"
                        + Suggestion.of(setting.name(), names));
            }
            return is;
        }).toList();
    }

    private static List<Setting> variables(Map<String, String> environment, List<String> names,
            Faults faults) {
        var found = new ArrayList<Setting>();
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (!variable.startsWith(VARIABLE) || OTHERS.contains(variable)
                    || SERVICE_LINK.matcher(variable).matches()) {
                return;
            }
            var name = variable.substring(VARIABLE.length()).toLowerCase(Locale.ROOT).replace('_', '-');
            if (names.contains(name)) {
                value.lines().filter(line -> !line.isBlank())
                        .forEach(line -> found.add(new Setting(name, line.strip(), variable)));
            } else if (variable.startsWith(KAFKA_VARIABLE)) {
                kafka(variable, value, found, faults);
            } else {
                faults.add("the variable " + variable + " sets nothing"
                        + Suggestion.of(variable, names.stream().map(Settings::variable).toList()));
            }
        });
        return found;
    }

    private static void kafka(String variable, String value, List<Setting> found, Faults faults) {
        var name = kafkaName(variable);
        if (!variable.endsWith(IN_FILE) || KafkaNames.isKnown(name)) {
            found.add(new Setting(Setting.KAFKA + name, value, variable));
            return;
        }
        var secret = Setting.KAFKA + kafkaName(variable.substring(0, variable.length() - IN_FILE.length()));
        var read = faults.of("", () -> new Setting(secret, SecretFile.read(secret, value), value));
        if (read != null) {
            found.add(read);
        }
    }

    private static String kafkaName(String variable) {
        return variable.substring(KAFKA_VARIABLE.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String variable(String name) {
        return VARIABLE + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
