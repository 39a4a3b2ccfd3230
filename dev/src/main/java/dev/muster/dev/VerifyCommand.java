package dev.muster.dev;

import dev.muster.cli.CommandFailedException;
import dev.muster.cli.ExitCode;
import dev.muster.common.Topics;
import dev.muster.common.format.Durations;
import dev.muster.dev.settings.Faults;
import dev.muster.dev.verify.Verification;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "verify", description = "Rebuild all workflows from a fleet's topics and tell where what it shows differs.")
final class VerifyCommand implements Callable<Integer> {
    static final int DIFFERS = 1;

    @Mixin
    private KafkaOption kafka = new KafkaOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--keep-ended", paramLabel = "DURATION|forever", defaultValue = "7d", description = "How long the fleet keeps workflows after their end (default: ${DEFAULT-VALUE}).")
    private String keepEnded = "";

    @Override
    public Integer call() throws InterruptedException {
        var faults = new Faults();
        var settings = kafka.settings(faults);
        faults.check();
        var client = new HashMap<>(settings);
        client.put("bootstrap.servers", kafka.reachable(settings));
        try (var verification = Verification.of(client, Topics.DEFAULT,
                new Verification.Api(given("--server", "MUSTER_URL", "http://127.0.0.1:8080"),
                        given("--token", "MUSTER_TOKEN", "")),
                ended())) {
            var account = verification.run();
            account.differences().forEach(System.out::println);
            System.out.println(account.workflows() + " workflows compared, " + account.forgotten()
                    + " of them forgotten by now, " + account.differences().size() + " differences"
                    + (account.isWhole()
                            ? ""
                            : "; the beginnings of some topics are deleted, so outputs were not compared"));
            return account.differences().isEmpty() ? ExitCode.DONE : DIFFERS;
        }
    }

    /// As for every other verb.
    private String given(String option, String variable, String otherwise) {
        Object given = Objects.requireNonNull(spec).root().findOption(option).getValue();
        return given == null ? System.getenv().getOrDefault(variable, otherwise) : given.toString();
    }

    private @Nullable Duration ended() {
        return keepEnded.equals("forever")
                ? null
                : Durations.parsed(keepEnded)
                        .orElseThrow(() -> CommandFailedException.usage("--keep-ended is " + keepEnded
                                + ", expected forever or " + Durations.EXPECTED));
    }
}
