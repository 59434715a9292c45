package dev.errata.tasks.arithmetic;

/** The three operations of the task. */
public enum Operator {
    PLUS('+'),
    MINUS('-'),
    TIMES('*');

    private final char symbol;

    Operator(char symbol) {
        this.symbol = symbol;
    }

    /** As it is written in questions and solutions. */
    public char symbol() {
        return symbol;
    }

    /** The value of {@code left op right}. */
    public int apply(int left, int right) {
        return switch (this) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
        };
    }
}
