package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.connection.BrokerReachability;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.demo.StoredLog;
import dev.errata.schemas.topics.EventLog;
import java.time.Duration;
import java.util.function.Function;

/** Reads the log of a run that works, or the stored log of a finished demo. */
final class RunLogs {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private RunLogs() {}

    /**
     * Reads the log that the options name; the broker of a finished demo runs meanwhile.
     *
     * @throws dev.errata.ops.cli.CommandFailed if no broker answers and no demo has left a log
     */
    static <T> T read(ConnectionOptions connection, Function<EventLog, T> reading) throws InterruptedException {
        EventLog log = connection.connection().log();
        if (connection.isDemo() && !BrokerReachability.answers(log, TIMEOUT)) {
            try (var stored = StoredLog.open(Installation.here(), connection.state())) {
                return reading.apply(log);
            }
        }
        BrokerReachability.require(log, TIMEOUT);
        return reading.apply(log);
    }
}
