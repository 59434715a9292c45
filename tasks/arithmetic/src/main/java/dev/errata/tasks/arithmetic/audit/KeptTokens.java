package dev.errata.tasks.arithmetic.audit;

import dev.errata.rewardmodel.alignment.Alignment;
import dev.errata.schemas.Edit;
import dev.errata.schemas.EditKind;
import dev.errata.tasks.arithmetic.SolutionText;
import java.util.Arrays;

/** Determines which tokens of an answer its exact minimal rewrite keeps. */
final class KeptTokens {

    /** The end-of-sequence token, which no text contains. */
    private static final char END = '\0';

    private KeptTokens() {}

    /** Whether each token is kept in the alignment that edit weights come from, end-of-sequence included; [T + 1]. */
    static boolean[] of(ReviewedAnswer answer) {
        int[] tokens = tokens(answer.wrong().text());
        boolean[] kept = new boolean[tokens.length];
        Arrays.fill(kept, true);
        for (Edit edit : Alignment.edits(tokens, tokens(answer.closest()))) {
            if (edit.getKind() != EditKind.INSERT) {
                kept[edit.getAnswerIndex()] = false;
            }
        }
        return kept;
    }

    private static int[] tokens(String text) {
        return (SolutionText.tokens(text) + END).chars().toArray();
    }
}
