package dev.errata.rewards;

import dev.errata.rewards.worker.Progress;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs the scoring topology. */
final class TopologyPart implements ScorerPart {

    private final KafkaStreams streams;
    private final Progress progress;

    /**
     * A topology that has not begun.
     *
     * @param failed told the exception that no retry cures
     */
    TopologyPart(Topology topology, Properties settings, Progress progress, Consumer<Throwable> failed) {
        this.streams = new KafkaStreams(topology, settings);
        this.progress = progress;
        streams.setStateListener((now, before) -> progress.enter("scoring topology " + now));
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
    public void stop(Duration longest) {
        if (!streams.close(longest)) {
            throw new IllegalStateException(
                    "The scoring topology did not stop in time; it is " + streams.state() + ".");
        }
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
    public Progress.Step step() {
        return progress.current();
    }
}
