package dev.errata.evaluator.benchmark;

import dev.errata.schemas.Question;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns questions into what a policy reads: worked examples, then the question, as one text. The policy's own prompt
 * template is applied to the whole text, so a chat policy reads it as one message of the user.
 *
 * @param examples the examples, the same ones before every question
 * @param template how a question and its answer are written
 */
public record FewShotPrompts(List<Question> examples, ShotTemplate template) {

    private static final String BETWEEN = "\n\n";

    /** Copies the list. */
    public FewShotPrompts {
        examples = List.copyOf(examples);
    }

    /** The question alone. */
    public static FewShotPrompts none() {
        return new FewShotPrompts(List.of(), ShotTemplate.QUESTION_ALONE);
    }

    /**
     * A prompt.
     *
     * @param tokens token ids, [P]
     * @param shots number of examples in it
     */
    public record Prompt(int[] tokens, int shots) {}

    /**
     * The prompt for a question with as many examples as fit; the first examples are left out first.
     *
     * @param encode turns a text into the policy's prompt
     * @param most most tokens of a prompt
     * @return empty if the question does not even fit alone
     */
    public Optional<Prompt> prompt(Question question, Function<String, int[]> encode, int most) {
        for (int shots = examples.size(); shots >= 0; shots--) {
            int[] tokens = encode.apply(text(question, shots));
            if (tokens.length <= most) {
                return Optional.of(new Prompt(tokens, shots));
            }
        }
        return Optional.empty();
    }

    /**
     * The answer within what the policy wrote. After examples a policy often goes on with a question of its own; the
     * answer ends there.
     */
    public String answer(String written) {
        String next = template.beginning();
        int end = examples.isEmpty() || next.isEmpty() ? -1 : written.indexOf(BETWEEN.charAt(0) + next);
        return end < 0 ? written : written.substring(0, end);
    }

    private String text(Question question, int shots) {
        String before = examples.subList(examples.size() - shots, examples.size()).stream()
                .map(example -> template.example(example.getText(), worked(example)) + BETWEEN)
                .collect(Collectors.joining());
        return before + template.asked(question.getText());
    }

    /** The reference solution, ending in the announcement that the answer rules look for. */
    private static String worked(Question example) {
        String reference = example.getReference();
        if (reference == null || reference.isBlank()) {
            return announced(example.getGold());
        }
        boolean announces =
                reference.contains("####") || reference.contains("\\boxed") || reference.contains("The answer is");
        return announces ? reference.strip() : reference.strip() + " " + announced(example.getGold());
    }

    private static String announced(String gold) {
        return "The answer is " + gold + ".";
    }
}
