package dev.errata.learner.publishing;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.RejectedRollout;
import java.nio.file.Path;
import java.util.List;

/** An outbox on disk: one file per topic. */
final class OutboxFiles {

    private static final String STEPS = "learner-steps.avro";
    private static final String REJECTED = "rejected-rollouts.avro";
    private static final String DEAD_LETTERS = "dead-letters.avro";
    private static final String UPDATE = "policy-updates.avro";

    private OutboxFiles() {}

    static void write(Outbox outbox, Path folder) {
        AvroFile.write(folder.resolve(STEPS), LearnerStep.class, outbox.steps());
        AvroFile.write(folder.resolve(REJECTED), RejectedRollout.class, outbox.rejected());
        AvroFile.write(folder.resolve(DEAD_LETTERS), DeadLetter.class, outbox.deadLetters());
        AvroFile.write(folder.resolve(UPDATE), PolicyUpdate.class, List.of(outbox.update()));
    }

    static Outbox read(Path folder) {
        return new Outbox(
                AvroFile.read(folder.resolve(STEPS), LearnerStep.class),
                AvroFile.read(folder.resolve(REJECTED), RejectedRollout.class),
                AvroFile.read(folder.resolve(DEAD_LETTERS), DeadLetter.class),
                update(folder.resolve(UPDATE)));
    }

    private static PolicyUpdate update(Path file) {
        List<PolicyUpdate> updates = AvroFile.read(file, PolicyUpdate.class);
        if (updates.size() != 1) {
            throw new IllegalStateException(file + " announces " + updates.size()
                    + " versions instead of one: bring its checkpoint back from a copy.");
        }
        return updates.get(0);
    }
}
