package dev.errata.policy.vector;

/**
 * Rows of a micro-batch that attend to themselves, causally, and to a prompt before them.
 *
 * @param begin first row of the span
 * @param length rows of the span
 * @param promptBegin first row of the prompt, which another span is
 * @param promptLength rows of the prompt; 0 where the span stands alone
 */
record AttentionSpan(int begin, int length, int promptBegin, int promptLength) {

    /** Positions that the last row sees. */
    int seen() {
        return promptLength + length;
    }
}
