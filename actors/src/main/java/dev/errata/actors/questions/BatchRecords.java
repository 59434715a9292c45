package dev.errata.actors.questions;

import dev.errata.actors.passes.PartitionCursor;
import dev.errata.actors.passes.Position;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SkippedQuestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Collects a batch: its questions, and what became of each record of each partition in each pass. */
final class BatchRecords {

    private final String actorId;
    private final long now;
    private final List<AskedQuestion> questions = new ArrayList<>();
    private final List<DeadLetter> setAside = new ArrayList<>();
    private final Map<Pass, AskedQuestions> asked = new LinkedHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private int rollouts;

    private record Pass(TopicPartition partition, long from, long number) {}

    /**
     * An empty batch.
     *
     * @param now time of the batch, milliseconds since the epoch
     */
    BatchRecords(String actorId, long now) {
        this.actorId = actorId;
        this.now = now;
    }

    /** Number of answers to the questions so far. */
    int rollouts() {
        return rollouts;
    }

    void ask(AskedQuestion question, Taken taken) {
        questions.add(question);
        rollouts += question.answers();
        of(taken).getAsked().add(taken.record().offset());
    }

    void skip(Taken taken, SkipReason reason) {
        of(taken).getSkipped().add(new SkippedQuestion(taken.record().offset(), reason));
    }

    /** A record that cannot be used; only the first pass over it writes the dead letter. */
    void setAside(Taken taken, DeadLetter letter) {
        skip(taken, SkipReason.DEAD_LETTER);
        if (taken.record().offset() >= taken.pass().seen()) {
            setAside.add(letter);
        }
    }

    /** Notes the position that a partition has reached, and the passes that ended on the way. */
    void reach(String source, PartitionCursor cursor) {
        for (Position ended : cursor.takeEnded()) {
            AskedQuestions pass = of(source, cursor.partition(), ended);
            pass.setToOffset(ended.to());
            pass.setEndsPass(true);
        }
        offsets.put(cursor.partition(), cursor.position().committed());
    }

    QuestionBatch complete() {
        return new QuestionBatch(questions, setAside, List.copyOf(asked.values()), offsets);
    }

    private AskedQuestions of(Taken taken) {
        TopicPartition partition =
                new TopicPartition(taken.record().topic(), taken.record().partition());
        AskedQuestions pass = of(taken.source().name(), partition, taken.pass());
        if (pass.getEndsPass()) {
            // Its end was noted, and then newer records came: the pass goes on.
            AskedQuestions open = AskedQuestions.newBuilder(pass)
                    .clearToOffset()
                    .setEndsPass(false)
                    .build();
            asked.put(new Pass(partition, taken.pass().from(), taken.pass().pass()), open);
            return open;
        }
        return pass;
    }

    private AskedQuestions of(String source, TopicPartition partition, Position pass) {
        return asked.computeIfAbsent(new Pass(partition, pass.from(), pass.pass()), first -> {
            AskedQuestions.Builder record = AskedQuestions.newBuilder()
                    .setSource(source)
                    .setTopic(partition.topic())
                    .setPartition(partition.partition())
                    .setPass(pass.pass())
                    .setFromOffset(pass.from())
                    .setAsked(new ArrayList<>())
                    .setSkipped(new ArrayList<>())
                    .setActorId(actorId)
                    .setAskedAt(now);
            return (pass.open() ? record : record.setToOffset(pass.to())).build();
        });
    }
}
