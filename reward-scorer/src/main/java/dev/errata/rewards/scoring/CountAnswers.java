package dev.errata.rewards.scoring;

import dev.errata.rewards.accuracy.AnswerCounts;
import dev.errata.rewards.accuracy.JudgedAnswers;
import dev.errata.schemas.JudgedAnswer;
import dev.errata.schemas.QuestionAccuracy;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Counts judged answers by question, and publishes the new counts with each answer. */
final class CountAnswers extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {

    private @Nullable KeyValueStore<String, QuestionAccuracy> store;

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        store = context.getStateStore(TopologyNames.QUESTION_ACCURACY);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        JudgedAnswer answer = (JudgedAnswer) record.value();
        JudgedAnswers.key(answer).ifPresent(question -> count(question, answer, record.timestamp()));
    }

    private void count(String question, JudgedAnswer answer, long timestamp) {
        KeyValueStore<String, QuestionAccuracy> accuracies = Objects.requireNonNull(store, "init comes first");
        QuestionAccuracy stored = accuracies.get(question);
        QuestionAccuracy before =
                stored == null ? AnswerCounts.none(answer.getSource(), answer.getQuestionId()) : stored;
        QuestionAccuracy counted = AnswerCounts.add(before, answer);
        accuracies.put(question, counted);
        context().forward(new Record<>(question, counted, timestamp));
    }
}
