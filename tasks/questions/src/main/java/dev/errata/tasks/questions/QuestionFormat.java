package dev.errata.tasks.questions;

import dev.errata.tasks.questions.layouts.CompetitionMath;
import dev.errata.tasks.questions.layouts.Gsm8k;
import dev.errata.tasks.questions.layouts.Layout;
import dev.errata.tasks.questions.layouts.Mmlu;
import dev.errata.tasks.questions.layouts.MultipleChoice;
import dev.errata.tasks.questions.layouts.PlainFields;
import dev.errata.tasks.questions.layouts.Svamp;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The formats of question files. Each can be in any file of records: JSON lines, a JSON list, CSV or Parquet, plain or
 * compressed with gzip.
 */
public enum QuestionFormat {
    /** Recognized by the first record and the name of the file. */
    auto,
    /** GSM8K. */
    gsm8k,
    /** SVAMP. */
    svamp,
    /** MATH. */
    math,
    /** MMLU. */
    mmlu,
    /** ECQA. */
    ecqa,
    /** QASC. */
    qasc,
    /** OpenBookQA. */
    openbookqa,
    /** ARC. */
    arc,
    /** The fields of the event Question, in JSON. */
    jsonl,
    /** The fields of the event Question, as columns. */
    csv,
    /** The fields of the event Question, as columns. */
    parquet;

    /**
     * The format of a name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static QuestionFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no format '" + name + "': use one of "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")) + "."));
    }

    /** What the columns of the format mean. */
    Layout layout() {
        return switch (this) {
            case gsm8k -> new Gsm8k();
            case svamp -> new Svamp();
            case math -> new CompetitionMath();
            case mmlu -> new Mmlu();
            case ecqa, qasc, openbookqa, arc -> new MultipleChoice();
            case auto, jsonl, csv, parquet -> new PlainFields();
        };
    }
}
