package dev.errata.learner.objective;

/**
 * The objectives once more, slow and plain, over {@code double[]}: value, and gradient by the log-prob of every token.
 *
 * <p>Rows of the arguments have one entry a token, as in {@link TokenPpo} and {@link RlmecOfficial}.
 */
public final class ObjectiveOracle {

    /** What an objective gives on one batch. */
    public record Outcome(double loss, double policyLoss, double imitationLoss, double[] gradient) {}

    private final ObjectiveSettings settings;

    public ObjectiveOracle(ObjectiveSettings settings) {
        this.settings = settings;
    }

    public Outcome ppo(double[] logp, double[] behavior, double[] reward, double[] weight) {
        int members = members(reward);
        double policyLoss = 0;
        double[] gradient = new double[logp.length];
        for (int t = 0; t < logp.length; t++) {
            double difference = logp[t] - behavior[t];
            double ratio = ratio(difference);
            double plain = -reward[t] * ratio;
            double clipped = -reward[t] * clip(ratio);
            double loss = Math.max(plain, clipped);
            boolean follows = plain >= clipped && Math.abs(difference) <= 20;
            double bound = -reward[t] * settings.dualClip();
            if (settings.dualClip() > 0 && reward[t] < 0 && loss > bound) {
                loss = bound;
                follows = false;
            }
            policyLoss += loss / members;
            gradient[t] += follows ? plain / members : 0;
        }
        return withImitation(policyLoss, gradient, logp, weight);
    }

    public Outcome rlmecOfficial(double[] logp, double[] behavior, double[] reward, double[] weight) {
        int members = members(reward);
        double policyLoss = 0;
        double[] gradient = new double[logp.length];
        for (int t = 0; t < logp.length; t++) {
            double ratio = ratio(logp[t] - behavior[t]);
            double coefficient = Math.min(ratio * reward[t], clip(ratio) * reward[t]);
            policyLoss -= coefficient * logp[t] / members;
            gradient[t] -= coefficient / members;
        }
        return withImitation(policyLoss, gradient, logp, weight);
    }

    private Outcome withImitation(double policyLoss, double[] gradient, double[] logp, double[] weight) {
        int members = members(weight);
        double imitationLoss = 0;
        for (int t = 0; t < logp.length; t++) {
            imitationLoss -= weight[t] * logp[t] / members;
            gradient[t] -= settings.imitationWeight() * weight[t] / members;
        }
        double loss = policyLoss + settings.imitationWeight() * imitationLoss;
        return new Outcome(loss, policyLoss, imitationLoss, gradient);
    }

    private double clip(double ratio) {
        return Math.max(1 - settings.clipLow(), Math.min(1 + settings.clipHigh(), ratio));
    }

    private static double ratio(double difference) {
        return Math.exp(Math.max(-20, Math.min(20, difference)));
    }

    private static int members(double[] numbers) {
        int members = 0;
        for (double number : numbers) {
            members += number != 0 ? 1 : 0;
        }
        return Math.max(1, members);
    }
}
