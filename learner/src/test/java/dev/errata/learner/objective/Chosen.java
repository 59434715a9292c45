package dev.errata.learner.objective;

import dev.errata.learner.objective.ObjectiveSettings.Clipping;
import dev.errata.learner.objective.ObjectiveSettings.Correction;
import dev.errata.learner.objective.ObjectiveSettings.Critic;
import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.learner.objective.ObjectiveSettings.KlPenalty;
import dev.errata.learner.objective.ObjectiveSettings.ProximalPolicy;

/** The default settings with something changed. */
public record Chosen(ObjectiveSettings settings) {

    public static Chosen defaults() {
        return new Chosen(ObjectiveSettings.defaults());
    }

    public Chosen weights(double rl, double imitation) {
        return with(rl, imitation, settings.clipping(), settings.correction(), settings.kl());
    }

    public Chosen clipping(double low, double high, double dual) {
        return with(
                settings.rlWeight(),
                settings.imitationWeight(),
                new Clipping(low, high, dual),
                settings.correction(),
                settings.kl());
    }

    public Chosen decoupled(double cap) {
        return with(
                settings.rlWeight(),
                settings.imitationWeight(),
                settings.clipping(),
                new Correction(ProximalPolicy.PUBLISHED, cap),
                settings.kl());
    }

    public Chosen kl(double weight, KlEstimator estimator) {
        return with(
                settings.rlWeight(),
                settings.imitationWeight(),
                settings.clipping(),
                settings.correction(),
                new KlPenalty(weight, estimator));
    }

    public Chosen undivided() {
        return new Chosen(new ObjectiveSettings(
                1,
                1,
                settings.clipping(),
                settings.correction(),
                settings.kl(),
                settings.critic(),
                settings.dpoBeta(),
                false));
    }

    public Chosen critic(double discount, double lambda, double valueWeight) {
        return new Chosen(new ObjectiveSettings(
                1,
                1,
                settings.clipping(),
                settings.correction(),
                settings.kl(),
                new Critic(discount, lambda, valueWeight),
                settings.dpoBeta(),
                true));
    }

    private Chosen with(double rl, double imitation, Clipping clipping, Correction correction, KlPenalty kl) {
        return new Chosen(new ObjectiveSettings(
                rl,
                imitation,
                clipping,
                correction,
                kl,
                settings.critic(),
                settings.dpoBeta(),
                settings.divideByStd()));
    }
}
