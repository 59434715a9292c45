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

/** Checks within a timeout whether a Kafka broker answers. */
public final class BrokerReachability {

    private BrokerReachability() {}

    /** Whether a broker of the event log answers within the timeout. */
    public static boolean answers(EventLog log, Duration timeout) {
        Map<String, Object> settings = new HashMap<>(log.client());
        int millis = Math.toIntExact(timeout.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        try (Admin admin = Admin.create(settings)) {
            var nodes = admin.describeCluster().nodes().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return !nodes.isEmpty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException noAnswer) {
            return false;
        }
    }

    /**
     * Requires that a broker answers within the timeout.
     *
     * @throws CommandFailed if none answers
     */
    public static void require(EventLog log, Duration timeout) {
        if (!answers(log, timeout)) {
            throw new CommandFailed("No Kafka broker answers at "
                    + log.client().getOrDefault("bootstrap.servers", "(no address)")
                    + ": start 'ops/errata demo' first, or give the right --bootstrap-servers.");
        }
    }
}
