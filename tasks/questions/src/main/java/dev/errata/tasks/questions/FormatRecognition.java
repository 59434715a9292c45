package dev.errata.tasks.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.tasks.questions.records.Records;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Recognizes the format of a file by its first record, and by its name where formats have the same columns. */
final class FormatRecognition {

    private FormatRecognition() {}

    /** The format of a file that starts with a record. */
    static QuestionFormat of(ObjectNode first, Records.Kind kind, String file) {
        if (has(first, "Question", "Answer") && (first.has("Body") || first.has("question_concat"))) {
            return QuestionFormat.svamp;
        }
        if (has(first, "q_text", "q_op1")) {
            return QuestionFormat.ecqa;
        }
        if (has(first, "question", "choices", "answer") || has(first, "question", "A", "B", "answer")) {
            return QuestionFormat.mmlu;
        }
        if (first.has("answerKey")) {
            return choiceSet(first, file);
        }
        if (has(first, "problem", "solution")) {
            return text(first, "problem").lines().map(String::strip).anyMatch("Options:"::equals)
                    ? choiceSet(first, file)
                    : QuestionFormat.math;
        }
        if (has(first, "question", "answer")
                && !first.has("text")
                && text(first, "answer").contains("####")) {
            return QuestionFormat.gsm8k;
        }
        return switch (kind) {
            case JSON_LINES, JSON -> QuestionFormat.jsonl;
            case CSV -> QuestionFormat.csv;
            case PARQUET -> QuestionFormat.parquet;
        };
    }

    /** One of the four sets of science and common sense; ARC where neither columns nor name say which. */
    private static QuestionFormat choiceSet(ObjectNode first, String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (first.has("combinedfact") || name.contains("qasc")) {
            return QuestionFormat.qasc;
        }
        if (first.has("question_stem") || name.contains("openbook") || name.contains("obqa")) {
            return QuestionFormat.openbookqa;
        }
        return name.contains("ecqa") ? QuestionFormat.ecqa : QuestionFormat.arc;
    }

    private static boolean has(ObjectNode record, String... fields) {
        return List.of(fields).stream().allMatch(record::has);
    }

    private static String text(ObjectNode record, String field) {
        return Stream.of(record.path(field)).map(JsonNode::asText).findFirst().orElse("");
    }
}
