package dev.errata.ops.cli.connection;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.topics.EventLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Whether a broker answers, found out within a deadline instead of a hang. */
public final class BrokerReachability {

    private BrokerReachability() {}

    /** Whether the event log's brokers answer within the patience. */
    public static boolean answers(EventLog log, Duration patience) {
        Map<String, Object> settings = new HashMap<>(log.client());
        int millis = Math.toIntExact(patience.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        try (Admin admin = Admin.create(settings)) {
            var nodes = admin.describeCluster().nodes().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return !nodes.isEmpty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException noAnswer) {
            return false;
        }
    }

    /**
     * Waits no longer than the patience for an answer.
     *
     * @throws CommandFailed if none comes
     */
    public static void require(EventLog log, Duration patience) {
        if (!answers(log, patience)) {
            throw new CommandFailed("No Kafka broker answers at "
                    + log.client().getOrDefault("bootstrap.servers", "(no address)")
                    + ": start 'ops/errata demo' first, or give the right --bootstrap-servers.");
        }
    }
}
