package dev.errata.rewardmodel.judge.latex;

import dev.errata.rewardmodel.judge.latex.Factor.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Normal forms of what stands in brackets: groups, tuples, intervals, sets and matrices. */
final class BracketForms {

    private static final Set<String> COMMA = Set.of(",", ";");
    private static final Set<String> ROW = Set.of("\\\\");
    private static final Set<String> CELL = Set.of("&");

    private final List<Token> tokens;
    private final Expressions expressions;

    BracketForms(List<Token> tokens, Expressions expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** The factor between two brackets that belong together. */
    Factor of(int open, int close) throws UnreadableAnswerException {
        String opening = tokens.get(open).text();
        if (opening.startsWith("begin:")) {
            return Factor.of(matrix(open, close, opening.substring("begin:".length())));
        }
        if (opening.equals("\\{") && open + 1 == close) {
            return Factor.of("\\emptyset");
        }
        List<String> items = new ArrayList<>();
        for (int[] item : expressions.split(open + 1, close, COMMA)) {
            items.add(expressions.form(item[0], item[1]));
        }
        if (opening.equals("\\{")) {
            items.sort(null);
            return Factor.of("{" + String.join(",", items) + "}");
        }
        if (items.size() > 1) {
            return Factor.of(
                    opening + String.join(",", items) + tokens.get(close).text());
        }
        if (items.get(0).startsWith("matrix[") && !opening.equals("{")) {
            return Factor.of(items.get(0));
        }
        boolean round = opening.equals("(") && tokens.get(close).text().equals(")");
        return round || opening.equals("{") ? group(open + 1, close) : Factor.of("[" + items.get(0) + "]");
    }

    /** A group of one term is that term; of several, it keeps its brackets. */
    private Factor group(int from, int to) throws UnreadableAnswerException {
        if (!expressions.relations(from, to).isEmpty() || expressions.has(from, to, "cup")) {
            return Factor.of("(" + expressions.form(from, to) + ")");
        }
        List<Term> terms = expressions.terms(from, to);
        Term only = terms.get(0);
        if (terms.size() > 1) {
            return Factor.of("(" + expressions.form(from, to) + ")");
        }
        boolean matrix = only.rest().startsWith("matrix[");
        return only.isNumber() ? Factor.of(only.coefficient()) : Factor.of(matrix ? only.rest() : single(only));
    }

    private static String single(Term term) {
        String written = term.written();
        boolean simple = written.length() == 1 || written.indexOf(' ') < 0 && !written.startsWith("-");
        return simple ? written : "(" + written + ")";
    }

    /** Rows and cells; round and square brackets mean the same, bars are a determinant. */
    private String matrix(int open, int close, String environment) throws UnreadableAnswerException {
        String name = environment.replace("*", "").replace("small", "");
        String kind =
                switch (name) {
                    case "pmatrix", "bmatrix", "matrix", "array" -> "matrix";
                    case "vmatrix" -> "determinant";
                    default -> name;
                };
        List<String> rows = new ArrayList<>();
        for (int[] row : expressions.split(open + 1, close, ROW)) {
            List<String> cells = new ArrayList<>();
            for (int[] cell : expressions.split(row[0], row[1], CELL)) {
                cells.add(cell[0] == cell[1] ? "" : expressions.form(cell[0], cell[1]));
            }
            boolean last = row[0] == row[1] && row[1] == close;
            if (!last) {
                rows.add(String.join("&", cells));
            }
        }
        return kind + "[" + String.join(";", rows) + "]";
    }
}
