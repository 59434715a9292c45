package dev.errata.policy.vector;

/**
 * Rows of a micro-batch that attend causally to each other, and to a prompt before them.
 *
 * @param begin first row of the span
 * @param length rows of the span
 * @param promptBegin first row of the prompt, which is a span of its own
 * @param promptLength rows of the prompt; 0 if the span has no prompt
 */
record AttentionSpan(int begin, int length, int promptBegin, int promptLength) {

    /** Positions that the last row sees. */
    int seen() {
        return promptLength + length;
    }
}
