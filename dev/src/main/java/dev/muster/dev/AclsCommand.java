package dev.muster.dev;

import dev.muster.cli.ExitCode;
import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.dev.acl.AclText;
import dev.muster.dev.acl.FleetUser;
import dev.muster.dev.settings.Faults;
import dev.muster.dev.settings.KafkaSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "acls", description = "Tell what Kafka has to let each part of a fleet do, or set that up.")
final class AclsCommand implements Callable<Integer> {
    /// How it is told.
    enum Form {
        script, strimzi
    }

    @Option(names = "--coordinator", paramLabel = "USER", description = "The user of the coordinators.")
    private List<String> coordinators = List.of();

    @Option(names = "--worker", paramLabel = "USER=TYPE[,TYPE...]", description = "A user of workers, and the agent types that they serve; repeatable.")
    private List<String> workers = List.of();

    @Option(names = "--client", paramLabel = "USER", description = "A user that starts workflows by the topic of commands; repeatable.")
    private List<String> clients = List.of();

    @Option(names = "--reader", paramLabel = "USER", description = "A user that reads the events; repeatable.")
    private List<String> readers = List.of();

    @Mixin
    private TopicsOption topicNames = new TopicsOption();

    @Option(names = "--form", paramLabel = "script|strimzi", defaultValue = "script", description = "Calls of kafka-acls.sh, or KafkaUsers for Strimzi (default: ${DEFAULT-VALUE}).")
    private Form form = Form.script;

    @Option(names = "--cluster", paramLabel = "NAME", defaultValue = "kafka", description = "For Strimzi: the name of the Kafka resource (default: ${DEFAULT-VALUE}).")
    private String cluster = "";

    @Option(names = "--apply", paramLabel = "HOST:PORT[,...]", description = "Set it up at this Kafka instead, as a user whom it lets alter ACLs.")
    private @Nullable String apply;

    @Mixin
    private KafkaSettings kafka = new KafkaSettings();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var faults = new Faults();
        var users = users(faults);
        faults.require(!users.isEmpty() || !workers.isEmpty(),
                "nobody is named, expected --coordinator, --worker, --client or --reader");
        var settings = kafka.checked(faults);
        faults.check();
        if (apply == null) {
            out().print(form == Form.script ? AclText.script(users) : AclText.strimzi(users, cluster));
            out().flush();
        } else {
            apply(users, apply, settings);
        }
        return ExitCode.DONE;
    }

    private List<FleetUser> users(Faults faults) {
        var topics = topicNames.checked(faults);
        var users = new ArrayList<FleetUser>();
        if (topics == null) {
            return users;
        }
        coordinators.forEach(name -> users.add(FleetUser.coordinator(name, topics)));
        workers.forEach(text -> {
            var worker = faults.of("", () -> worker(text, topics));
            if (worker != null) {
                users.add(worker);
            }
        });
        clients.forEach(name -> users.add(FleetUser.client(name, topics)));
        readers.forEach(name -> users.add(FleetUser.reader(name, topics)));
        return users;
    }

    private static FleetUser worker(String text, Topics topics) {
        var at = text.lastIndexOf('=');
        if (at < 1 || at == text.length() - 1) {
            throw new IllegalArgumentException("--worker is " + text + ", expected USER=TYPE[,TYPE...]");
        }
        var agents = Arrays.stream(text.substring(at + 1).split(",")).map(AgentType::new).toList();
        return FleetUser.worker(text.substring(0, at), topics, agents);
    }

    private void apply(List<FleetUser> users, String brokers, Map<String, String> settings)
            throws InterruptedException {
        try (var admin = Admin.create(KafkaOption.client(brokers, settings))) {
            var bindings = users.stream().flatMap(user -> user.bindings().stream()).toList();
            admin.createAcls(bindings).all().get();
            out().println(bindings.size() + " ACLs of " + users.size() + " users are set up");
        } catch (ExecutionException | KafkaException e) {
            throw KafkaOption.failed(brokers, e);
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
