package dev.errata.actors.questions;

import dev.errata.actors.weights.ResidentPolicy;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.schemas.questions.UnreadableQuestionException;
import dev.errata.schemas.topics.DeadLetters;
import dev.errata.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads one record of a questions topic: Avro in the Confluent wire format, or plain JSON of the same fields. */
final class QuestionReader {

    private static final byte AVRO = 0;
    private static final byte JSON = '{';

    private final Topics topics;
    private final Deserializer<Question> avro;
    private final QuestionLimits limits;

    QuestionReader(Topics topics, Deserializer<Question> avro, QuestionLimits limits) {
        this.topics = topics;
        this.avro = avro;
        this.limits = limits;
    }

    /**
     * The question asked.
     *
     * @throws UnusableQuestionException if the record is at fault
     * @throws org.apache.kafka.common.errors.RetriableException if no schema registry answers
     */
    AskedQuestion read(ConsumerRecord<String, byte[]> record, ResidentPolicy policy) throws UnusableQuestionException {
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
        Question question = question(record.topic(), value);
        // The topic decides the source; the record's own field is ignored.
        question.setSource(topics.sourceOf(record.topic()));
        if (question.getText().isBlank() || question.getGold().isBlank()) {
            throw new UnusableQuestionException(
                    DeadLetterReason.EMPTY,
                    "The question has no " + (question.getText().isBlank() ? "text" : "gold answer")
                            + ": its answers could not be judged.");
        }
        return new AskedQuestion(place(record).toString(), question, prompt(question, policy));
    }

    /** Position of a record in the log. */
    static DeadLetters.Place place(ConsumerRecord<String, byte[]> record) {
        return new DeadLetters.Place(record.topic(), record.partition(), record.offset());
    }

    private Question question(String topic, byte[] value) throws UnusableQuestionException {
        try {
            if (value[0] == AVRO) {
                return avro.deserialize(topic, value);
            }
            if (value[0] == JSON) {
                return QuestionJson.read(value, topics.sourceOf(topic));
            }
        } catch (SerializationException otherSchema) {
            throw new UnusableQuestionException(
                    DeadLetters.unreadable(value), otherSchema.getMessage() + " Send a dev.errata.schemas.Question.");
        } catch (UnreadableQuestionException notAQuestion) {
            throw new UnusableQuestionException(notAQuestion.reason(), String.valueOf(notAQuestion.getMessage()));
        }
        throw new UnusableQuestionException(
                DeadLetterReason.MALFORMED,
                "The record starts with byte " + (value[0] & 0xff)
                        + ", which neither Avro in the Confluent wire format (0) nor a JSON object ('{') does.");
    }

    private int[] prompt(Question question, ResidentPolicy policy) throws UnusableQuestionException {
        // Unpaired surrogates are no text; they must not reach the tokenizer's native code.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(question.getText())) {
            throw new UnusableQuestionException(
                    DeadLetterReason.UNREADABLE_BY_POLICY, "The question's text is not valid Unicode: encode it.");
        }
        int[] prompt;
        try {
            prompt = policy.prompt(question.getText());
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
