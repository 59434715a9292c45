package dev.errata.actors.questions;

import dev.errata.actors.passes.PartitionCursor;
import dev.errata.actors.weights.ResidentPolicy;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.topics.DeadLetters;
import java.util.Optional;

/**
 * Decides for each record whether it is asked, skipped or set aside, before anything is sampled.
 *
 * @param reader reads and checks records
 * @param curriculum may skip questions
 * @param letters makes dead letters
 * @param actorId the actor
 */
public record QuestionDoor(QuestionReader reader, Curriculum curriculum, DeadLetters letters, String actorId) {

    /** A batch to be filled. */
    BatchRecords open() {
        return new BatchRecords(actorId, letters.clock().millis());
    }

    /**
     * Puts a record into a batch.
     *
     * @throws org.apache.kafka.common.errors.RetriableException if no schema registry answers
     */
    void admit(Taken taken, PartitionCursor cursor, ResidentPolicy policy, BatchRecords batch) {
        if (cursor.isBeyondLimit(taken.record())) {
            batch.skip(taken, SkipReason.LIMIT);
            return;
        }
        try {
            AskedQuestion question = reader.read(taken, policy);
            String id = question.question().getId();
            Optional<SkipReason> skip =
                    curriculum.skip(taken.source().settings(), id, taken.pass().pass());
            if (skip.isPresent()) {
                batch.skip(taken, skip.get());
            } else {
                cursor.asked();
                batch.ask(question, taken);
            }
        } catch (UnusableQuestionException unusable) {
            DeadLetters.Place place = QuestionReader.place(taken.record());
            String sentence = String.valueOf(unusable.getMessage());
            batch.setAside(taken, letters.of(place, taken.record().value(), unusable.reason(), sentence));
        }
    }
}
