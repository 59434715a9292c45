package dev.errata.rewardmodel.judge.latex;

/**
 * A token of an answer in LaTeX.
 *
 * @param kind what it is
 * @param text its one spelling: {@code le} for {@code \leq}, {@code <=} and U+2264
 * @param prose whether it stands in {@code \text{}} or the like
 * @param spaced whether white space stands before it
 */
record Token(Kind kind, String text, boolean prose, boolean spaced) {

    /** What a token is. */
    enum Kind {
        /** Digits, perhaps with a decimal point. */
        NUMBER,
        /** One letter: a variable or an option. */
        LETTER,
        /** A word, in lower case if it has three letters or more. */
        WORD,
        /** A command without its backslash. */
        COMMAND,
        /** An operator, a relation, a bracket or punctuation. */
        SYMBOL
    }

    boolean is(String symbol) {
        return (kind == Kind.SYMBOL || kind == Kind.COMMAND) && text.equals(symbol);
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    boolean isWord() {
        return kind == Kind.WORD || (kind == Kind.LETTER && prose);
    }
}
