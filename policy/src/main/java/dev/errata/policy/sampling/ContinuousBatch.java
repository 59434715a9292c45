package dev.errata.policy.sampling;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.TokenLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Continuous batching (Orca, OSDI 2022): sequences of different lengths decode side by side; a waiting request takes
 * the place of one that ends. Not thread-safe; it shares the policy's thread.
 *
 * <p>The owner submits requests and calls {@link #advance} until the batch is idle. Between two calls the weights may
 * be replaced.
 */
public final class ContinuousBatch implements AutoCloseable {

    private final Inference inference;
    private final TokenLimits limits;
    private final SamplingSettings settings;
    private final LanePool pool;
    private final List<Lane> lanes;
    private final int maxRows;
    private final Deque<DecodingSequence> waiting = new ArrayDeque<>();
    private int tickets;
    private int reach;
    private long version;

    /**
     * An idle batch.
     *
     * @param pool caches and threads; no other batch may use them at the same time
     * @param maxRows most sequences that decode side by side
     */
    ContinuousBatch(Inference inference, StopTokens stop, SamplingSettings settings, LanePool pool, int maxRows) {
        this.inference = inference;
        this.settings = settings;
        limits = new TokenLimits(inference.config());
        this.pool = pool;
        this.maxRows = maxRows;
        lanes = pool.caches().stream()
                .map(cache -> new Lane(inference, stop, settings, cache))
                .toList();
    }

    /**
     * Queues a request and returns its ticket: 0, 1, 2 and so on.
     *
     * @throws IllegalArgumentException if the network cannot read the prompt
     */
    public int submit(SamplingRequest request) {
        limits.check(request.prompt(), 1);
        int room = inference.config().maxPositions() - request.prompt().length;
        int limit = Math.min(settings.maxNewTokens(), room);
        DecodingSequence row = new DecodingSequence(tickets, request.prompt(), Seeds.uniforms(request.seed(), limit));
        reach = Math.max(reach, row.pagesToTheEnd() * KeyValueCache.PAGE);
        waiting.add(row);
        return tickets++;
    }

    /** Whether no request waits or runs. */
    public boolean isIdle() {
        return waiting.isEmpty() && running() == 0;
    }

    private int running() {
        return lanes.stream().mapToInt(Lane::size).sum();
    }

    /**
     * Records that new weights sample from now on, and recomputes the cache of running sequences if the mode says so.
     */
    public void weightsReplaced(long newVersion, CacheAfterUpdate mode) {
        version = newVersion;
        if (mode == CacheAfterUpdate.RECOMPUTE) {
            inference.prepare(reach);
            lanes.forEach(Lane::recompute);
        }
    }

    /**
     * Admits waiting requests while there is room, and samples a few tokens for every running one.
     *
     * @return the completions that ended, in no particular order
     */
    public List<Finished> advance() {
        admit();
        inference.prepare(reach);
        List<Finished> finished = new ArrayList<>();
        for (List<DecodingSequence> ended : pool.each(lanes, lane -> lane.advance(version))) {
            ended.forEach(row -> finished.add(new Finished(row.ticket(), row.completion(), row.spans())));
        }
        return finished;
    }

    /** Fills the emptiest lane first; consecutive requests with one prompt stay together, so that it is read once. */
    private void admit() {
        Lane lane = emptiest();
        int[] prompt = {};
        while (!waiting.isEmpty() && running() < maxRows) {
            DecodingSequence row = waiting.element();
            if (!row.startsFrom(prompt)) {
                lane = emptiest();
                prompt = row.context();
            }
            if (!lane.fits(row)) {
                return;
            }
            lane.admit(waiting.remove());
        }
    }

    private Lane emptiest() {
        return lanes.stream().min(Comparator.comparingInt(Lane::size)).orElseThrow();
    }

    /** Drops all waiting and running requests. */
    @Override
    public void close() {
        waiting.clear();
        lanes.forEach(Lane::clear);
    }
}
