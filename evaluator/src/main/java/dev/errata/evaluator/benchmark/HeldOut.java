package dev.errata.evaluator.benchmark;

import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.schemas.questions.UnreadableQuestionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Questions that are never trained on.
 *
 * @param benchmark name of the set
 * @param questions the questions, each with an id of its own
 */
public record HeldOut(String benchmark, List<Question> questions) {

    /**
     * Reads a file of JSON lines, one question each; empty lines are skipped.
     *
     * @param limit most questions taken, from the beginning of the file
     * @throws UnusableBenchmarkException if the file is missing, has no question, or has one that cannot be read: a
     *     benchmark with a gap would not measure what its name says
     */
    public static HeldOut read(Path file, String benchmark, OptionalInt limit) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UnusableBenchmarkException("The questions of the set '" + benchmark + "' at " + file
                    + " cannot be read: set evaluator.questions, or evaluator.also."
                    + benchmark + ", to a file of JSON lines in UTF-8.");
        }
        List<Question> questions = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int number = 1; number <= lines.size() && questions.size() < limit.orElse(Integer.MAX_VALUE); number++) {
            String line = lines.get(number - 1);
            if (!line.isBlank()) {
                Question question = question(line, benchmark, file + ":" + number);
                if (!ids.add(question.getId())) {
                    throw new UnusableBenchmarkException(file + ":" + number + ": the id '" + question.getId()
                            + "' is there twice: make ids unique.");
                }
                questions.add(question);
            }
        }
        if (questions.isEmpty()) {
            throw new UnusableBenchmarkException("There are no questions in " + file
                    + ": set evaluator.questions, or evaluator.also."
                    + benchmark + ", to a file of JSON lines and evaluator.limit above zero.");
        }
        return new HeldOut(benchmark, questions);
    }

    private static Question question(String line, String benchmark, String where) {
        try {
            Question question = QuestionJson.read(line, benchmark);
            if (question.getText().isBlank() || question.getGold().isBlank()) {
                throw new UnusableBenchmarkException(where + ": the question has no text or no gold answer.");
            }
            return question;
        } catch (UnreadableQuestionException unreadable) {
            throw new UnusableBenchmarkException(where + ": " + unreadable.getMessage());
        }
    }
}
