package dev.errata.rewards.scoring;

import dev.errata.service.Activity;
import dev.errata.service.Component;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs the scoring topology. */
public final class TopologyComponent implements Component {

    private final KafkaStreams streams;
    private final Activity activity;

    /**
     * A topology that has not begun.
     *
     * @param activity told each state of the topology
     * @param failed told the exception that stopped the topology
     */
    public TopologyComponent(Topology topology, Properties settings, Activity activity, Consumer<Throwable> failed) {
        this.streams = new KafkaStreams(topology, settings);
        this.activity = activity;
        streams.setStateListener((now, before) -> activity.enter("scoring topology " + now));
        streams.setUncaughtExceptionHandler(exception -> {
            failed.accept(exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    }

    @Override
    public String name() {
        return "scoring-topology";
    }

    @Override
    public void start() {
        streams.start();
    }

    @Override
    public boolean stop(Duration limit) {
        return streams.close(limit);
    }

    @Override
    public boolean alive() {
        return streams.state() != State.ERROR && streams.state() != State.PENDING_ERROR;
    }

    @Override
    public boolean ready() {
        return streams.state() == State.RUNNING;
    }

    @Override
    public Activity.State activity() {
        return activity.now();
    }
}
