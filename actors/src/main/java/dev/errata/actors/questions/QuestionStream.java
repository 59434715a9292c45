package dev.errata.actors.questions;

import dev.errata.actors.passes.PartitionCursor;
import dev.errata.actors.passes.PartitionCursors;
import dev.errata.actors.passes.Position;
import dev.errata.actors.sources.Source;
import dev.errata.actors.sources.SourceTable;
import dev.errata.actors.sources.SourceTurns;
import dev.errata.actors.weights.ResidentPolicy;
import dev.errata.schemas.topics.Topics;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * The questions of all sources, including sources that appear while the actor runs, in batches that follow the settings
 * of each source.
 *
 * <p>The publisher of a batch commits its positions and then calls {@link #done}, or {@link #rewind} after a failure.
 * Partitions are reassigned only inside {@link #await}, never while a batch is being answered. Not thread-safe, except
 * {@link #wakeup()}.
 */
public final class QuestionStream implements AutoCloseable {

    private static final Duration NOTHING_BUFFERED = Duration.ofMillis(250);

    /** Most fetches of one call while records of some source are still on their way. */
    private static final int MOST_FETCHES = 16;

    private final Topics topics;
    private final PartitionCursors cursors;
    private final SourceTable sources;
    private final QuestionDoor door;
    private final int bufferedPerSource;
    private final SourceTurns turns = new SourceTurns();

    /**
     * Reads the question topics of a run.
     *
     * @param cursors the partitions, closed by {@link #close()}
     * @param sources the settings, closed by {@link #close()}
     * @param bufferedPerSource most records of one source that are read ahead in the order of the log
     */
    public QuestionStream(
            Topics topics, PartitionCursors cursors, SourceTable sources, QuestionDoor door, int bufferedPerSource) {
        this.topics = topics;
        this.cursors = cursors;
        this.sources = sources;
        this.door = door;
        this.bufferedPerSource = bufferedPerSource;
    }

    /** Joins the group of actors. */
    public void subscribe() {
        cursors.subscribe(topics.questionTopics());
    }

    /**
     * Follows the settings, fetches questions and keeps the group membership alive; waits up to 250 ms if there is
     * nothing to take.
     *
     * @return whether {@link #take} has something to take
     */
    public boolean await() {
        cursors.refresh();
        sources.follow(cursors);
        Duration wait = hasRecords() ? Duration.ZERO : NOTHING_BUFFERED;
        for (int fetches = 0; fetches < MOST_FETCHES; fetches++) {
            boolean fetched = cursors.fetch(wait, this::mayFetch);
            boolean more = cursors.all().stream().anyMatch(PartitionCursor::isFetching);
            if (!fetched || !more) {
                break;
            }
            wait = Duration.ZERO;
        }
        return hasRecords();
    }

    /** Number of answers to the next question, n of its source; 1 if there is none. */
    public int answersToNext() {
        return turns.next(sources.all()).map(Source::answers).orElse(1);
    }

    /**
     * The next records in turn, until the answers to their questions would be more than {@code most}, or none is left.
     *
     * @param most most rollouts of the batch
     * @throws org.apache.kafka.common.errors.RetriableException if no schema registry answers; then {@link #rewind}
     */
    public QuestionBatch take(int most, ResidentPolicy policy) {
        turns.mark();
        BatchRecords batch = door.open();
        noteEnded(batch);
        Optional<Source> next = turns.next(sources.all());
        while (next.isPresent() && batch.rollouts() + next.get().answers() <= most) {
            takeOne(next.get(), policy, batch);
            next = turns.next(sources.all());
        }
        noteEnded(batch);
        return batch.complete();
    }

    /** The batch's positions are committed. */
    public void done(QuestionBatch batch) {
        cursors.published(batch.offsets());
    }

    /** Returns to the first record that is not done of each partition: later records are taken again. */
    public void rewind() {
        turns.undo();
        cursors.rewind();
    }

    /** The consumer's group membership, to commit offsets in a producer's transaction. */
    public ConsumerGroupMetadata groupMetadata() {
        return cursors.groupMetadata();
    }

    /** Number of buffered records. */
    public int buffered() {
        return cursors.all().stream().mapToInt(PartitionCursor::buffered).sum();
    }

    /** Number of topics that look like sources and are never asked because of their names. */
    public int misnamedTopics() {
        return sources.misnamed();
    }

    /** Ends a waiting {@link #await} with a WakeupException; may be called from any thread. */
    public void wakeup() {
        sources.wakeup();
        cursors.wakeup();
    }

    @Override
    public void close() {
        cursors.close();
        sources.close();
    }

    private void noteEnded(BatchRecords batch) {
        cursors.all().stream()
                .filter(PartitionCursor::hasEnded)
                .forEach(cursor -> batch.reach(sourceOf(cursor), cursor));
    }

    private void takeOne(Source source, ResidentPolicy policy, BatchRecords batch) {
        PartitionCursor cursor = source.nextPartition().orElseThrow();
        Position pass = cursor.position();
        int before = batch.rollouts();
        door.admit(new Taken(source, pass, cursor.take()), cursor, policy, batch);
        turns.charge(source, batch.rollouts() - before);
        batch.reach(source.name(), cursor);
    }

    private boolean hasRecords() {
        return turns.next(sources.all()).isPresent() || cursors.all().stream().anyMatch(PartitionCursor::hasEnded);
    }

    private boolean mayFetch(PartitionCursor cursor) {
        return sources.mayFetch(sourceOf(cursor), cursor.streams() ? bufferedPerSource : Integer.MAX_VALUE);
    }

    private String sourceOf(PartitionCursor cursor) {
        return topics.sourceOf(cursor.partition().topic());
    }
}
