package dev.errata.tasks.arithmetic.recipes;

import dev.errata.tasks.arithmetic.Form;
import dev.errata.tasks.arithmetic.Grade;
import dev.errata.tasks.arithmetic.QuestionLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The question sets that a policy is trained and measured with. No two of them share a question, except that the unseen
 * form is the held-out set in another notation.
 */
public enum QuestionSet {
    /** The loop asks these repeatedly. */
    TRAINING(2_000, Grade.DEMO, Form.PLAIN),
    /** Settings are tuned on these, never on the held-out ones. */
    TUNING(1_000, Grade.DEMO, Form.PLAIN),
    /** Results are measured on these: other questions of the same difficulty as those of the training. */
    HELD_OUT(1_024, Grade.DEMO, Form.PLAIN),
    /** More operations than most questions of the training have. */
    HARDER(1_000, Grade.LONGER, Form.PLAIN),
    /** The held-out questions, in a notation that the policy has never seen. */
    UNSEEN_FORM(1_024, Grade.DEMO, Form.SIGNED);

    private final int usualCount;
    private final Grade usualGrade;
    private final Form usualForm;

    QuestionSet(int usualCount, Grade usualGrade, Form usualForm) {
        this.usualCount = usualCount;
        this.usualGrade = usualGrade;
        this.usualForm = usualForm;
    }

    /** Number of questions by default. */
    public int usualCount() {
        return usualCount;
    }

    /** Grade by default. */
    public Grade usualGrade() {
        return usualGrade;
    }

    /** Form by default. */
    public Form usualForm() {
        return usualForm;
    }

    /** Its file, {@code held-out.jsonl} for example. */
    public String file() {
        return this + ".jsonl";
    }

    /** Writes the set as JSON lines, with its default number, grade and form. */
    public void write(Path file) throws IOException {
        write(file, QuestionSets.of(usualGrade), usualCount);
    }

    void write(Path file, QuestionSets sets, int count) throws IOException {
        Files.write(file, lines(sets, count, usualForm));
    }

    /** The first questions of the set as JSON lines. */
    public List<String> lines(QuestionSets sets, int count, Form form) {
        return QuestionLines.of(toString(), sets.difficulty(), form, sets.first(count, this));
    }

    /** Its name, {@code held-out} for example. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
