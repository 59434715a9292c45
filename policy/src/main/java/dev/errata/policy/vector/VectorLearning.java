package dev.errata.policy.vector;

import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.training.ComputeSettings;
import dev.errata.policy.training.Learning;
import dev.errata.policy.training.ObjectiveFunction;
import dev.errata.policy.training.ObjectiveFunction.Evaluation;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.vector.VectorAdamW.Step;
import dev.errata.policy.weights.TensorSource;
import java.util.Arrays;

/** Learning in Java vectors; only the formula of the objective is evaluated elsewhere. */
final class VectorLearning implements Learning {

    private final int hidden;
    private final ObjectiveFunction objective;
    private final Backpropagation gradient;
    private final VectorAdamW optimizer;
    private final float[] critic;
    private final float[] criticGradient;
    private final float[] criticFirst;
    private final float[] criticSecond;

    /** Learning under a network; it stays its owner's. */
    VectorLearning(VectorNetwork network, ObjectiveFunction objective, boolean hasCritic, ComputeSettings compute) {
        hidden = network.config().hidden();
        this.objective = objective;
        gradient = new Backpropagation(network, Math.toIntExact(compute.logitRows()), compute.recomputeActivations());
        optimizer = new VectorAdamW(network, gradient);
        int size = hasCritic ? hidden + 1 : 0;
        critic = new float[size];
        criticGradient = new float[size];
        criticFirst = new float[size];
        criticSecond = new float[size];
    }

    @Override
    public double[] backward(AnswerLayout answers, float[] channels, float[] settings) {
        float[] logProbs = gradient.forward(answers);
        boolean hasCritic = critic.length > 0;
        float[] normed = hasCritic ? gradient.normed() : new float[0];
        Evaluation found = objective.of(logProbs, normed, critic, channels, settings);
        for (int i = 0; i < critic.length; i++) {
            criticGradient[i] += found.critic()[i];
        }
        gradient.backward(new LossGradient(found.logProbs(), hasCritic ? found.normed() : null));
        return found.terms();
    }

    @Override
    public double update(OptimizerSettings settings, double learningRate, long step, boolean finite) {
        double squares = optimizer.squaredNorm();
        for (float partial : criticGradient) {
            squares += (double) partial * partial;
        }
        double norm = Math.sqrt(squares);
        if (finite && Double.isFinite(norm)) {
            Step next = step(settings, learningRate, step, norm);
            optimizer.update(next);
            next.apply(critic, criticGradient, criticFirst, criticSecond);
        }
        gradient.clear();
        Arrays.fill(criticGradient, 0);
        return norm;
    }

    private static Step step(OptimizerSettings settings, double learningRate, long step, double norm) {
        boolean clips = settings.clipNorm() > 0 && norm > settings.clipNorm();
        return new Step(
                (float) (clips ? settings.clipNorm() / norm : 1),
                (float) settings.beta1(),
                (float) settings.beta2(),
                (float) (1 - learningRate * settings.weightDecay()),
                (float) (learningRate / (1 - Math.pow(settings.beta1(), step))),
                (float) Math.sqrt(1 - Math.pow(settings.beta2(), step)),
                (float) settings.epsilon());
    }

    @Override
    public float[] values(AnswerLayout answers) {
        gradient.forward(answers);
        float[] normed = gradient.normed();
        float[] values = new float[answers.count()];
        for (int m = 0; m < values.length; m++) {
            double value = critic[hidden];
            for (int d = 0; d < hidden; d++) {
                value += (double) normed[m * hidden + d] * critic[d];
            }
            values[m] = (float) value;
        }
        return values;
    }

    @Override
    public TensorSource network(Moment which) {
        return switch (which) {
            case GRADIENT -> gradient.tensors();
            case FIRST -> optimizer.first();
            case SECOND -> optimizer.second();
        };
    }

    @Override
    public void assignNetwork(TensorSource first, TensorSource second) {
        optimizer.assign(first, second);
    }

    @Override
    public float[] critic() {
        return critic.clone();
    }

    @Override
    public float[] critic(Moment which) {
        return switch (which) {
            case GRADIENT -> criticGradient.clone();
            case FIRST -> criticFirst.clone();
            case SECOND -> criticSecond.clone();
        };
    }

    @Override
    public void assignCritic(float[] weights, float[] first, float[] second) {
        System.arraycopy(weights, 0, critic, 0, critic.length);
        System.arraycopy(first, 0, criticFirst, 0, critic.length);
        System.arraycopy(second, 0, criticSecond, 0, critic.length);
    }

    @Override
    public void close() {
        objective.close();
    }
}
