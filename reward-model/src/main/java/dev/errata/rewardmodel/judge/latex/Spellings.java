package dev.errata.rewardmodel.judge.latex;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one spelling of each command, character and word. */
final class Spellings {

    /** Commands that only set spacing, size or style. */
    static final Set<String> IGNORED = Set.of(
            "left",
            "right",
            "middle",
            "big",
            "Big",
            "bigg",
            "Bigg",
            "bigl",
            "bigr",
            "Bigl",
            "Bigr",
            "biggl",
            "biggr",
            "Biggl",
            "Biggr",
            "displaystyle",
            "textstyle",
            "scriptstyle",
            "limits",
            "nolimits",
            "quad",
            "qquad",
            "space",
            "thinspace",
            "enspace",
            "hfill",
            "rm",
            "bf",
            "it",
            "normalsize",
            "small",
            "large");

    /** Commands whose argument is prose. */
    static final Set<String> PROSE = Set.of(
            "text", "textbf", "textit", "textrm", "textsf", "texttt", "mbox", "hbox", "mathrm", "textnormal", "emph");

    /** Commands that show their argument and change nothing. */
    static final Set<String> UNWRAPPED = Set.of(
            "boxed",
            "fbox",
            "mathbf",
            "mathit",
            "mathsf",
            "boldsymbol",
            "bm",
            "operatorname",
            "mathop",
            "mathord",
            "ensuremath",
            "displaylines",
            "underline");

    /** Functions, which take what follows as their argument. */
    static final Set<String> FUNCTIONS = Set.of(
            "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "log", "ln",
            "lg", "exp", "gcd", "lcm", "max", "min", "det", "deg");

    private static final Map<String, String> COMMANDS = pairs(
            """
            dfrac frac tfrac frac cfrac frac sfrac frac nicefrac frac leq le leqslant le geq ge geqslant ge neq ne
            lt < gt > times * cdot * ast * div / degrees degree varnothing emptyset lvert | rvert | vert | mid | lbrack [ rbrack ] lbrace \\{ rbrace \\}
            rightarrow to longrightarrow to implies => Rightarrow => ldots dots cdots dots colon : prime ' varphi phi
            varepsilon epsilon lnot neg land wedge lor vee | norm Vert norm lVert norm rVert norm iff <=> wp wp approx ≈
            """);

    private static final Map<String, String> CHARACTERS = pairs(
            """
            ≤ le ⩽ le ≥ ge ⩾ ge ≠ ne × * · * ⋅ * ∙ * ÷ / ⁄ / ∕ / √ sqrt π pi ∞ infty ° degree º degree ± pm ∓ mp ∪ cup ∩ cap
            ∈ in ∅ emptyset θ theta α alpha β beta γ gamma δ delta ε epsilon λ lambda μ mu φ phi ϕ phi ω omega σ sigma
            τ tau ρ rho ψ psi Δ Delta Ω Omega Σ Sigma Π Pi ≈ ≈ ≡ equiv → to ′ ' ⟨ langle ⟩ rangle ∠ angle △ triangle
            ∥ parallel ⊥ perp … dots
            """);

    private static final Map<String, String> WORDS = pairs(
            """
            pi pi sqrt sqrt infinity infty infty infty inf infty theta theta alpha alpha beta beta gamma gamma union cup
            sin sin cos cos tan tan log log ln ln cot cot sec sec csc csc degrees degree degree degree
            """);

    /** Words of two letters that are no product of variables. */
    private static final Set<String> SHORT_WORDS =
            Set.of("no", "or", "cm", "mm", "km", "kg", "mg", "ml", "ft", "lb", "oz", "is", "by", "am", "pm", "to");

    private Spellings() {}

    private static Map<String, String> pairs(String table) {
        String[] words = table.strip().split("\\s+");
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            pairs.put(words[i], words[i + 1]);
        }
        return Map.copyOf(pairs);
    }

    static String command(String name) {
        return COMMANDS.getOrDefault(name, name);
    }

    /** The command or symbol that a character beyond ASCII stands for, or the character. */
    static String character(char c) {
        String text = String.valueOf(c);
        return CHARACTERS.getOrDefault(text, text);
    }

    static boolean isSpelledOut(char c) {
        return CHARACTERS.containsKey(String.valueOf(c));
    }

    /** The command that a word outside of prose stands for, or null. */
    static @Nullable String wordAsCommand(String word) {
        return WORDS.get(word);
    }

    /** Index behind the space asked for below a row, as in {@code [4pt]}; the index itself where there is none. */
    static int behindRowSpace(String text, int at) {
        int close = text.startsWith("[", at) ? text.indexOf(']', at) : -1;
        return close > 0 && close - at < 8 && text.substring(at, close).matches("\\[[\\d.]+[a-z]+") ? close + 1 : at;
    }

    /** Whether letters side by side are a word and no product of variables. */
    static boolean isWord(String letters) {
        return letters.length() >= 3 || SHORT_WORDS.contains(letters.toLowerCase(Locale.ROOT));
    }
}
