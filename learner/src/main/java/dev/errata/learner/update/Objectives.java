package dev.errata.learner.update;

import dev.errata.learner.objective.ObjectiveSettings;
import dev.errata.learner.objective.RlmecOfficial;
import dev.errata.learner.objective.TokenObjective;
import dev.errata.learner.objective.TokenPpo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The objectives by the names that a user writes, with the formulas that lie beside them as resources. */
public final class Objectives {

    private Objectives() {}

    /**
     * An objective.
     *
     * @param name {@code ppo} or {@code rlmec-official}
     */
    public static TokenObjective named(String name, ObjectiveSettings settings) {
        return switch (name) {
            case "ppo" -> new TokenPpo(settings, formula("ppo.py"));
            case "rlmec-official" -> new RlmecOfficial(settings, formula("rlmec-official.py"));
            default ->
                throw new IllegalArgumentException(
                        "learner.objective is '" + name + "' but must be ppo or rlmec-official.");
        };
    }

    private static String formula(String resource) {
        try (InputStream formula = TokenObjective.class.getResourceAsStream(resource)) {
            if (formula == null) {
                throw new IllegalStateException("The formula " + resource + " is missing from the learner's jar.");
            }
            return new String(formula.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
