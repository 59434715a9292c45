package dev.errata.policy.vector;

import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TargetTokens;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a micro-batch, one sequence after the other without padding, and their targets. Immutable. */
final class TrainingRows {

    private final int[] tokens;
    private final int[] positions;
    private final List<List<AttentionSpan>> sequences;
    private final int[] predicting;
    private final int[] targets;

    private TrainingRows(Layout layout, int[] predicting, int[] targets) {
        tokens = layout.tokens;
        positions = layout.positions;
        sequences = List.copyOf(layout.sequences);
        this.predicting = predicting;
        this.targets = targets;
    }

    /** Lays out the tokens that must be read for the log-probs of answers. */
    static TrainingRows of(AnswerLayout answers) {
        Layout layout = new Layout(answers.sequences());
        int[] predicting = new int[answers.count()];
        int[] targets = new int[predicting.length];
        int n = 0;
        for (TargetTokens answer : answers.predicted()) {
            for (int t = 0; t < answer.targets().length; t++) {
                predicting[n] = layout.begin[answer.sequence()] + answer.rows()[t];
                targets[n] = answer.targets()[t];
                n++;
            }
        }
        return new TrainingRows(layout, predicting, targets);
    }

    /** Number of rows, N. */
    int size() {
        return tokens.length;
    }

    /** Token of each row, [N]. */
    int[] tokens() {
        return tokens;
    }

    /** Position of each row in its sequence, [N]. */
    int[] positions() {
        return positions;
    }

    /** The spans of each sequence; those of one sequence share keys and values. */
    List<List<AttentionSpan>> sequences() {
        return sequences;
    }

    /** The row that predicts each target, [M]. */
    int[] predicting() {
        return predicting;
    }

    /** The answer tokens, [M]. */
    int[] targets() {
        return targets;
    }

    private static final class Layout {

        private final int[] tokens;
        private final int[] positions;
        private final int[] begin;
        private final List<List<AttentionSpan>> sequences = new ArrayList<>();
        private int rows;

        Layout(List<SharedPrompt> inputs) {
            int count = inputs.stream().mapToInt(SharedPrompt::length).sum();
            tokens = new int[count];
            positions = new int[count];
            begin = new int[inputs.size()];
            for (int i = 0; i < begin.length; i++) {
                begin[i] = rows;
                SharedPrompt input = inputs.get(i);
                append(input.prompt(), 0);
                input.answers().forEach(answer -> append(answer, input.prompt().length));
                sequences.add(spans(begin[i], input));
            }
        }

        private void append(int[] part, int first) {
            for (int i = 0; i < part.length; i++) {
                tokens[rows] = part[i];
                positions[rows] = first + i;
                rows++;
            }
        }

        private static List<AttentionSpan> spans(int begin, SharedPrompt input) {
            if (!input.branches()) {
                return List.of(new AttentionSpan(begin, input.length(), begin, 0));
            }
            int prompt = input.prompt().length;
            List<AttentionSpan> spans = new ArrayList<>(List.of(new AttentionSpan(begin, prompt, begin, 0)));
            int at = begin + prompt;
            for (int[] answer : input.answers()) {
                if (answer.length > 0) {
                    spans.add(new AttentionSpan(at, answer.length, begin, prompt));
                }
                at += answer.length;
            }
            return spans;
        }
    }
}
