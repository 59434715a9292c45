package dev.errata.ops.cli.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.errata.ops.cli.audit.Audit;
import dev.errata.ops.cli.audit.AuditResult;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.connection.RunConnection;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.demo.StoredLog;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata audit}: checks on the log that no question or rollout was lost and none was used twice. */
@Command(
        name = "audit",
        description = {
            "Check on the log itself that questions answered x n = rollouts = scored + rejected + pending, "
                    + "that no rollout was scored or trained on twice, and that staleness is within its limit.",
            "Works while the loop runs and afterwards; the stored log of a finished demo is opened for the audit.",
            "Exit code 0: clean; 1: violations."
        })
public final class AuditCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Option(
            names = "--staleness-limit",
            paramLabel = "VERSIONS",
            description =
                    "Largest allowed staleness of a trained token. Default: that of the demo; not checked if unknown.")
    private @Nullable Long stalenessLimit;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunConnection connection = options.connection();
        try (var stored = StoredLog.unlessRunning(options, TIMEOUT)) {
            return audit(connection);
        }
    }

    private int audit(RunConnection connection) throws IOException {
        OptionalLong limit = stalenessLimit == null ? connection.stalenessLimit() : OptionalLong.of(stalenessLimit);
        AuditResult result;
        try (var bar = new ProgressBar("reading the log")) {
            result = new Audit(connection.log(), limit, read -> bar.show(read, 0, "")).run(0, 0);
        }
        if (json) {
            System.out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(result.json()));
        } else {
            result.lines().forEach(System.out::println);
        }
        return result.clean() ? 0 : 1;
    }
}
