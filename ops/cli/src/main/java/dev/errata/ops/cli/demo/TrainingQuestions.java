package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.importing.KnownQuestions;
import dev.errata.ops.cli.importing.QuestionPublisher;
import dev.errata.ops.cli.sources.SourceControl;
import dev.errata.schemas.Question;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.schemas.sources.Sources;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * The training questions of a demo: published once, then asked by the actors pass after pass, each in another order.
 *
 * @param log the event log; the topic of the questions exists
 * @param source their source
 */
record TrainingQuestions(EventLog log, String source) {

    /** A question is skipped once all answers to it were right in its last two asks: 8 of 8 with four answers. */
    static final int SKIP_ALWAYS_RIGHT = 2;

    /**
     * A question is skipped once all answers to it were wrong in its last three asks. One more than for right ones: the
     * start policy is right at 4 of 10, so a question that it can learn may well have 8 wrong answers in a row.
     */
    static final int SKIP_NEVER_RIGHT = 3;

    /** Passes after which a skipped question is asked again, since the policy changes. */
    static final int RECHECK_EVERY = 4;

    /**
     * Publishes the questions of a file that the topic does not have yet, so that a continued run publishes none, and
     * an interrupted start is completed.
     *
     * @param file JSON lines
     * @return how many were published
     */
    long publish(Path file) {
        Topic<Question> topic = log.topics().questions(source);
        KnownQuestions known = KnownQuestions.on(log, topic, (read, all) -> {});
        long published = 0;
        try (QuestionPublisher publisher = new QuestionPublisher(log, topic)) {
            for (String line : Files.readAllLines(file)) {
                Question question = QuestionJson.read(line, source);
                if (known.state(question) == KnownQuestions.State.NEW) {
                    publisher.publish(question);
                    known.take(question);
                    published++;
                }
            }
            publisher.finish();
            return published;
        } catch (IOException cause) {
            throw new CommandFailed("Cannot read the questions in " + file + ": " + cause.getMessage() + ".", cause);
        }
    }

    /**
     * Writes how they are asked where nothing was written yet: for ever, in an order drawn from the seed. What
     * {@code errata sources} wrote stays.
     *
     * @param curriculum whether questions that are always or never right are to be skipped
     */
    void settle(long seed, boolean curriculum) {
        SourceControl control = new SourceControl(log, Clock.systemUTC());
        Optional<SourceSettings> own = Optional.ofNullable(control.settings().get(source));
        SourceSettings wanted = wanted(own, seed, curriculum);
        if (own.isEmpty() || !own.get().equals(wanted)) {
            control.write(wanted);
        }
    }

    /** The settings that hold from now on. */
    SourceSettings wanted(Optional<SourceSettings> own, long seed, boolean curriculum) {
        SourceSettings.Builder wanted =
                SourceSettings.newBuilder(own.orElseGet(() -> SourceSettings.newBuilder(Sources.defaults(source))
                        .setPasses(0)
                        .setShuffleSeed(seed)
                        .build()));
        if (curriculum && wanted.getSkipAlwaysRight() == 0 && wanted.getSkipNeverRight() == 0) {
            wanted.setSkipAlwaysRight(SKIP_ALWAYS_RIGHT)
                    .setSkipNeverRight(SKIP_NEVER_RIGHT)
                    .setRecheckEvery(RECHECK_EVERY);
        }
        return wanted.build();
    }
}
