package dev.errata.ops.cli.letters;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.sources.SourceControl;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionDefaults;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.schemas.questions.UnreadableQuestionException;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends mended records to the topics from which they were set aside.
 *
 * <p>Each must pass the door again: it must be a question that a rule can judge, and differ from the record that was
 * refused. Each place is sent once: the new record carries its place in a header, and places whose header is in the
 * topic are skipped. For one thread.
 */
public final class Resending {

    private static final int MOST_LINES = 100_000;

    private final EventLog log;
    private final boolean unchangedToo;
    private final boolean dryRun;
    private final Judge judge = Judge.strict();
    private final Serializer<Question> avro;
    private final Map<String, MendedRecord> wanted = new LinkedHashMap<>();
    private final List<String> refused = new ArrayList<>();
    private final SourceControl sources;
    private final Map<String, QuestionDefaults> defaults = new HashMap<>();

    /**
     * Nothing to send yet.
     *
     * @param unchangedToo whether records are sent that nobody changed, because a setting was changed instead
     * @param dryRun whether everything is checked and nothing sent
     */
    public Resending(EventLog log, boolean unchangedToo, boolean dryRun) {
        this.log = log;
        this.unchangedToo = unchangedToo;
        this.dryRun = dryRun;
        this.sources = new SourceControl(log, Clock.systemUTC());
        this.avro = log.serde(log.topics().questions("any")).serializer();
    }

    /**
     * Adds one line of the file.
     *
     * @throws CommandFailed if the file has more lines than are sent at once
     */
    public void add(long line, String text) {
        if (wanted.size() + refused.size() >= MOST_LINES) {
            throw new CommandFailed("The file has more than " + MOST_LINES + " lines: split it.");
        }
        try {
            MendedRecord record = MendedRecord.read(line, text);
            Topics topics = log.topics();
            if (!topics.questionTopics().matcher(record.place().topic()).matches()) {
                throw record.refused("Only questions can be sent again; the records of this topic are made by a service"
                        + " of the run.");
            }
            MendedRecord first = wanted.putIfAbsent(record.place().toString(), record);
            if (first != null) {
                throw record.refused("Line " + first.line() + " has the same place: keep one of them.");
            }
        } catch (RefusedRecordException unusable) {
            refused.add(unusable.getMessage());
        }
    }

    /**
     * Checks all lines and sends those that pass.
     *
     * @throws CommandFailed if the broker does not take a record; the same call sends the rest
     */
    public Outcome run() {
        Map<String, Letter> letters = new HashMap<>();
        new LetterLog(log).read(letter -> {
            if (wanted.containsKey(letter.place().toString())) {
                letters.put(letter.place().toString(), letter);
            }
        });
        Set<String> before = ResentPlaces.in(
                log,
                wanted.values().stream().map(record -> record.place().topic()).collect(Collectors.toSet()));
        List<ProducerRecord<String, byte[]>> passed = new ArrayList<>();
        long skipped = 0;
        try (OriginalRecords originals = new OriginalRecords(log)) {
            RecordContents contents = new RecordContents(log);
            for (MendedRecord record : wanted.values()) {
                if (before.contains(record.place().toString())) {
                    skipped++;
                    continue;
                }
                try {
                    Letter letter = letters.get(record.place().toString());
                    passed.add(checked(record, letter, originals, contents));
                } catch (RefusedRecordException unusable) {
                    refused.add(unusable.getMessage());
                }
            }
        }
        if (!dryRun) {
            send(passed);
        }
        return new Outcome(passed.size(), skipped, List.copyOf(refused));
    }

    private ProducerRecord<String, byte[]> checked(
            MendedRecord record, @Nullable Letter letter, OriginalRecords originals, RecordContents contents) {
        if (letter == null) {
            throw record.refused("The topic dead-letters has no letter of this place: import the question instead, "
                    + "with 'errata questions import'.");
        }
        Question question = question(record, letter);
        byte[] original = originals.of(letter).map(found -> found.value()).orElseGet(letter::payload);
        if (!unchangedToo && record.isUnchanged(contents.of(record.place().topic(), original, false))) {
            throw record.refused("It was not changed, and was set aside as "
                    + letter.content().getReason() + ": "
                    + letter.content().getDetail()
                    + " If you changed a setting instead, add --unchanged.");
        }
        String topic = record.place().topic();
        byte[] value = RecordContents.isAvro(original) ? avro.serialize(topic, question) : record.value();
        var sent = new ProducerRecord<>(topic, record.key() == null ? question.getId() : record.key(), value);
        sent.headers().add(ResentPlaces.HEADER, record.place().toString().getBytes(StandardCharsets.UTF_8));
        return sent;
    }

    /** The question, once it has passed the door that imported questions pass. */
    private Question question(MendedRecord record, Letter letter) {
        Question question;
        try {
            question =
                    QuestionJson.read(record.value(), defaults(letter.source()).withId(record.key()));
        } catch (UnreadableQuestionException unreadable) {
            throw record.refused(String.valueOf(unreadable.getMessage()));
        }
        question.setSource(letter.source());
        if (question.getText().isBlank() || question.getGold().isBlank()) {
            throw record.refused("The question has no " + (question.getText().isBlank() ? "text" : "gold answer")
                    + ": its answers could not be judged.");
        }
        Optional<String> problem = judge.refuse(question);
        if (problem.isPresent()) {
            throw record.refused(problem.get());
        }
        return question;
    }

    /** As the actors read the source; its settings are read once. */
    private QuestionDefaults defaults(String source) {
        return defaults.computeIfAbsent(source, name -> QuestionDefaults.of(sources.settings(name)));
    }

    private void send(List<ProducerRecord<String, byte[]>> records) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Producer<String, byte[]> producer = log.producer(Map.of())) {
            for (ProducerRecord<String, byte[]> record : records) {
                var unused = producer.send(record, (sent, error) -> failure.compareAndSet(null, error));
            }
            producer.flush();
        }
        Exception error = failure.get();
        if (error != null) {
            throw new CommandFailed(
                    "The broker did not take all records (" + error.getMessage() + "): run the command again; it skips "
                            + "those that were sent.",
                    error);
        }
    }

    /**
     * What became of the lines.
     *
     * @param sent records sent, or that would have been
     * @param skipped records that were sent before
     * @param refused one sentence for each record that is not sent
     */
    public record Outcome(long sent, long skipped, List<String> refused) {}
}
