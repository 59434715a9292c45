package dev.errata.actors.questions;

import dev.errata.actors.sources.Source;
import dev.errata.actors.weights.ResidentPolicy;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionDefaults;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.schemas.questions.UnreadableQuestionException;
import dev.errata.schemas.sources.Sources;
import dev.errata.schemas.topics.DeadLetters;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record of a questions topic: Avro in the Confluent wire format, or plain JSON of the same fields. The
 * settings of its source complete it.
 */
public final class QuestionReader {

    private static final byte AVRO = 0;

    private final Deserializer<Question> avro;
    private final QuestionLimits limits;
    private final TaskCheck tasks;

    /** Reads questions within limits, and refuses those that fail the check. */
    public QuestionReader(Deserializer<Question> avro, QuestionLimits limits, TaskCheck tasks) {
        this.avro = avro;
        this.limits = limits;
        this.tasks = tasks;
    }

    /**
     * The question asked.
     *
     * @throws UnusableQuestionException if the record is at fault
     * @throws org.apache.kafka.common.errors.RetriableException if no schema registry answers
     */
    AskedQuestion read(Taken taken, ResidentPolicy policy) throws UnusableQuestionException {
        ConsumerRecord<String, byte[]> record = taken.record();
        byte[] value = record.value();
        if (value == null || value.length == 0) {
            throw new UnusableQuestionException(DeadLetterReason.EMPTY, "The record has no value: send a question.");
        }
        if (record.serializedValueSize() > limits.maxBytes()) {
            throw new UnusableQuestionException(
                    DeadLetterReason.TOO_LARGE,
                    "The record has " + record.serializedValueSize() + " bytes, more than actor.max-question-bytes = "
                            + limits.maxBytes() + ": shorten it or raise the limit.");
        }
        Source source = taken.source();
        Question question = question(record, source);
        // The topic decides the source; the record's own field is ignored.
        question.setSource(source.name());
        if (question.getText().isBlank()) {
            throw new UnusableQuestionException(
                    DeadLetterReason.EMPTY, "The question has no text: it could not be answered.");
        }
        tasks.check(question);
        int[] prompt = prompt(asked(question.getText(), source.settings().getTemplate()), policy);
        long pass = taken.pass().pass();
        question.setAsk(question.getAsk() + pass);
        return new AskedQuestion(place(record).toString(), pass, question, prompt, source.answers());
    }

    /** Position of a record in the log. */
    static DeadLetters.Place place(ConsumerRecord<String, byte[]> record) {
        return new DeadLetters.Place(record.topic(), record.partition(), record.offset());
    }

    private static String asked(String text, @Nullable String template) {
        return template == null ? text : template.replace(Sources.QUESTION, text);
    }

    private Question question(ConsumerRecord<String, byte[]> record, Source source) throws UnusableQuestionException {
        byte[] value = record.value();
        try {
            if (value[0] == AVRO) {
                return avro.deserialize(record.topic(), value);
            }
            return json(record, source);
        } catch (SerializationException otherSchema) {
            throw new UnusableQuestionException(
                    DeadLetters.unreadable(value), otherSchema.getMessage() + " Send a dev.errata.schemas.Question.");
        } catch (UnreadableQuestionException notAQuestion) {
            throw new UnusableQuestionException(notAQuestion.reason(), String.valueOf(notAQuestion.getMessage()));
        }
    }

    private static Question json(ConsumerRecord<String, byte[]> record, Source source)
            throws UnusableQuestionException {
        byte[] value = record.value();
        if (!QuestionJson.looksLikeJson(value)) {
            throw new UnusableQuestionException(
                    DeadLetterReason.MALFORMED,
                    "The record starts with byte " + (value[0] & 0xff)
                            + ", which neither Avro in the Confluent wire format (0) nor a JSON object ('{') does.");
        }
        return QuestionJson.read(value, QuestionDefaults.of(source.settings()).withId(record.key()));
    }

    private int[] prompt(String text, ResidentPolicy policy) throws UnusableQuestionException {
        // Unpaired surrogates are no text; they must not reach the tokenizer's native code.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new UnusableQuestionException(
                    DeadLetterReason.UNREADABLE_BY_POLICY, "The question's text is not valid Unicode: encode it.");
        }
        int[] prompt;
        try {
            prompt = policy.prompt(text);
        } catch (RuntimeException noTokens) {
            // The text is the tokenizer's only input, so any exception is the text's fault.
            throw new UnusableQuestionException(
                    DeadLetterReason.UNREADABLE_BY_POLICY,
                    "The policy's tokenizer cannot read the question: " + noTokens.getMessage());
        }
        int most = Math.min(limits.maxPromptTokens(), policy.maxPositions() - limits.maxNewTokens());
        if (prompt.length == 0 || prompt.length > most) {
            throw new UnusableQuestionException(
                    prompt.length == 0 ? DeadLetterReason.UNREADABLE_BY_POLICY : DeadLetterReason.TOO_LARGE,
                    "The prompt has " + prompt.length + " tokens, but 1 to " + most
                            + " are allowed by actor.max-prompt-tokens and by the policy's positions less"
                            + " actor.max-new-tokens.");
        }
        return prompt;
    }
}
