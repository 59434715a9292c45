package dev.errata.tasks.arithmetic;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The forms in which a question can be written. Solutions have only one form. */
public enum Form {
    /** {@code 4*2+8-6*4}: the form that the policy learns. */
    PLAIN {
        @Override
        public String write(List<Term> terms) {
            return Term.text(terms);
        }
    },
    /**
     * {@code +4*2+8-6*4}: the first term has a sign too. The shipped models know its characters but never saw this
     * form.
     */
    SIGNED {
        @Override
        public String write(List<Term> terms) {
            return terms.get(0).sign().symbol() + Term.text(terms);
        }
    },
    /** {@code four times two plus eight minus six times four}: for a policy whose tokenizer reads words. */
    WORDS {
        @Override
        public String write(List<Term> terms) {
            StringBuilder text = new StringBuilder();
            for (Term term : terms) {
                if (text.length() > 0) {
                    text.append(term.sign() == Operator.PLUS ? " plus " : " minus ");
                }
                text.append(term.factors().stream().map(NumberWords::of).collect(Collectors.joining(" times ")));
            }
            return text.toString();
        }
    };

    /** The text of a question of these terms. */
    public abstract String write(List<Term> terms);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
