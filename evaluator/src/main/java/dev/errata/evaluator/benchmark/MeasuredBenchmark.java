package dev.errata.evaluator.benchmark;

import dev.errata.schemas.Question;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Questions that a policy is measured on.
 *
 * @param name name of the benchmark
 * @param questions the questions, each with an id of its own; never empty
 * @param prompts turns a question into what the policy reads
 * @param remarks what a reader of the results should know of the questions, one sentence each
 */
public record MeasuredBenchmark(String name, List<Question> questions, FewShotPrompts prompts, List<String> remarks) {

    private static final int CHECKSUM_BYTES = 6;

    /** Copies the lists. */
    public MeasuredBenchmark {
        questions = List.copyOf(questions);
        remarks = List.copyOf(remarks);
    }

    /** A benchmark without examples. */
    public MeasuredBenchmark(String name, List<Question> questions) {
        this(name, questions, FewShotPrompts.none(), List.of());
    }

    /**
     * A benchmark as its plan describes it.
     *
     * @param read what was found in its file or topic, in order
     * @param examples where examples are taken from; the questions themselves if empty
     * @throws UnusableBenchmarkException if there are not enough questions, or two of one id
     */
    public static MeasuredBenchmark of(BenchmarkPlan plan, List<Question> read, List<Question> examples) {
        List<Question> distinct = distinct(plan.name(), read);
        List<String> remarks = new ArrayList<>();
        if (distinct.size() < read.size()) {
            remarks.add((read.size() - distinct.size()) + " repeated questions are measured once.");
        }
        FewShot shots = plan.fewShot();
        boolean own = examples.isEmpty();
        List<Question> chosen = shots.choose(own ? distinct : unlike(distinct, examples), plan.name());
        List<Question> measured = own ? unlike(chosen, distinct) : distinct;
        if (own && !chosen.isEmpty()) {
            remarks.add(chosen.size() + " questions are examples and are not measured.");
        }
        measured = measured.subList(0, Math.min(measured.size(), plan.limit().orElse(Integer.MAX_VALUE)));
        if (measured.isEmpty()) {
            throw new UnusableBenchmarkException("There are no questions to measure in the benchmark '" + plan.name()
                    + "': give a file or topic with questions, and a limit above zero.");
        }
        return new MeasuredBenchmark(
                plan.name(), measured, new FewShotPrompts(chosen, shots.templateFor(measured)), remarks);
    }

    /** Count and checksum of ids, texts and gold answers: equal for equal questions, in whatever order. */
    public String questionSet() {
        MessageDigest digest = sha256();
        questions.stream()
                .map(one -> String.join("\u0000", one.getId(), one.getText(), one.getGold(), one.getTask()))
                .sorted()
                .forEach(one -> digest.update((one + "\u0001").getBytes(StandardCharsets.UTF_8)));
        return questions.size() + "-" + HexFormat.of().formatHex(digest.digest(), 0, CHECKSUM_BYTES);
    }

    /** The number of questions in a {@link #questionSet}. */
    static int count(String questionSet) {
        return Integer.parseInt(questionSet.substring(0, questionSet.indexOf('-')));
    }

    /** The same with one more remark. */
    MeasuredBenchmark with(String remark) {
        List<String> more = new ArrayList<>(remarks);
        more.add(remark);
        return new MeasuredBenchmark(name, questions, prompts, more);
    }

    /** The questions without repetitions. */
    static List<Question> distinct(String name, List<Question> read) {
        Map<String, Question> byId = new LinkedHashMap<>();
        for (Question question : read) {
            Question first = byId.putIfAbsent(question.getId(), question);
            if (first != null
                    && !(first.getText().equals(question.getText())
                            && first.getGold().equals(question.getGold()))) {
                throw new UnusableBenchmarkException("Two questions of the benchmark '" + name + "' have the id '"
                        + question.getId() + "': give each question an id of its own.");
            }
        }
        return List.copyOf(byId.values());
    }

    /** The questions whose text is not among the texts of others. */
    private static List<Question> unlike(List<Question> others, List<Question> questions) {
        Set<String> texts = others.stream().map(Question::getText).collect(Collectors.toSet());
        return questions.stream()
                .filter(question -> !texts.contains(question.getText()))
                .toList();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }
}
