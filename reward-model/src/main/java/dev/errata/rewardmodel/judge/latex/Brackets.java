package dev.errata.rewardmodel.judge.latex;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Which brackets of an answer belong together. An interval such as {@code [2,5)} may open and close differently; braces
 * and matrices may not.
 */
final class Brackets {

    private static final int DEEPEST = 40;

    private final int[] partners;

    Brackets(List<Token> tokens) throws UnreadableAnswerException {
        partners = new int[tokens.size()];
        Arrays.fill(partners, -1);
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < partners.length; i++) {
            String family = family(tokens.get(i));
            if (family.endsWith("+")) {
                open.push(i);
            } else if (family.endsWith("-")) {
                Integer partner = open.poll();
                if (partner == null || family(tokens.get(partner)).charAt(0) != family.charAt(0)) {
                    throw new UnreadableAnswerException("brackets do not match");
                }
                partners[i] = partner;
                partners[partner] = i;
            }
            if (open.size() > DEEPEST) {
                throw new UnreadableAnswerException("too deep");
            }
        }
        if (!open.isEmpty()) {
            throw new UnreadableAnswerException("a bracket does not close");
        }
    }

    private static String family(Token token) {
        if (token.kind() == Token.Kind.COMMAND) {
            return token.text().startsWith("begin:") ? "m+" : token.text().startsWith("end:") ? "m-" : "";
        }
        if (token.kind() != Token.Kind.SYMBOL) {
            return "";
        }
        return switch (token.text()) {
            case "(", "[" -> "(+";
            case ")", "]" -> "(-";
            case "{" -> "{+";
            case "}" -> "{-";
            case "\\{" -> "s+";
            case "\\}" -> "s-";
            default -> "";
        };
    }

    /** Index of the bracket that belongs to the one at an index; -1 where there is no bracket. */
    int partner(int index) {
        return partners[index];
    }

    /** Whether an opening bracket stands at an index. */
    boolean opens(int index) {
        return partners[index] > index;
    }
}
