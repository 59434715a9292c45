package dev.errata.policy.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The formula of an {@link Objective}: TorchScript statements over named locals, and the declarations of the names.
 *
 * <p>The statements read {@code logp}, log pi_theta of each answer token of the micro-batch, [N], nats. They also read
 * one local for each channel, [N] or None ({@link Setting#absent}), and one for each setting. They assign {@code loss},
 * a scalar and the only result with a gradient, and one scalar for each metric, in the local {@link Metric#local()}.
 * {@link #script()} generates the rest of the method from the declarations, for example:
 *
 * <pre>
 *   def objective(self, logp: Tensor, channels: Tensor, settings: List[float]) -&gt; List[Tensor]:
 *     reward = channels[1]
 *     clip_low = settings[0]
 *     kl_estimator = "k2"
 *     (the statements)
 *     return [loss, policy_loss]
 * </pre>
 *
 * <p>Sums are divided by counts of the whole batch. The counts are settings, so micro-batches add up to the gradient of
 * one batch.
 *
 * @param statements TorchScript statements, not indented
 * @param channels names of the channels, in the order of the rows of a sequence's {@code channels}
 * @param settings the other names that the statements read
 * @param metrics the scalars that the statements assign in addition to the loss
 * @param valueLoss the loss of a critic, where there is one
 */
public record Formula(
        String statements,
        List<String> channels,
        List<Setting> settings,
        List<Metric> metrics,
        Optional<ValueLoss> valueLoss) {

    private static final String OBJECTIVE =
            "objective(self, logp: Tensor, channels: Tensor, settings: List[float]) -> List[Tensor]";
    private static final String VALUE_LOSS =
            "value_loss(self, values: Tensor, channels: Tensor, settings: List[float]) -> Tensor";

    /**
     * The loss of a critic that is trained with the policy: one value for each answer token, linear in the residual
     * stream that the head reads.
     *
     * <p>The statements read {@code values}, V(s_t) of each answer token, [N], where s_t is prompt and answer tokens
     * before t, and the formula's channels and settings. They assign {@code value_loss}, a scalar with its coefficient.
     * It is added to the loss; its gradient reaches the critic and, through the residual stream, the policy.
     *
     * @param metric name of its metric, returned after the formula's other metrics
     * @param statements TorchScript statements, not indented
     */
    public record ValueLoss(Metric metric, String statements) {}

    /** Refuses a name that stands for two things. */
    public Formula {
        channels = List.copyOf(channels);
        settings = List.copyOf(settings);
        metrics = List.copyOf(metrics);
        Set<String> names = new HashSet<>(List.of("self", "logp", "values", "channels", "settings", "loss"));
        Stream.of(
                        channels.stream(),
                        settings.stream().map(Setting::name),
                        metrics.stream().map(Metric::local))
                .flatMap(declared -> declared)
                .filter(name -> !names.add(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("a formula declares '" + name
                            + "' twice: give each channel, setting and metric a name of its own");
                });
    }

    /** A formula that reads only log-probs and returns only the loss. */
    public static Formula of(String statements) {
        return new Formula(statements, List.of(), List.of(), List.of(), Optional.empty());
    }

    /** Statements from resources in the package of a class, one resource after the other. */
    public static String resources(Class<?> beside, String... names) {
        return Arrays.stream(names).map(name -> ScriptText.read(beside, name)).collect(Collectors.joining("\n"));
    }

    /** The same formula with further statements after its own. */
    public Formula withStatements(String more) {
        return new Formula(statements + "\n" + more, channels, settings, metrics, valueLoss);
    }

    /** The same formula with further channels, in the order of their rows. */
    public Formula withChannels(List<String> more) {
        return new Formula(statements, joined(channels, more), settings, metrics, valueLoss);
    }

    /** The same formula with further settings. */
    public Formula withSettings(List<Setting> more) {
        return new Formula(statements, channels, joined(settings, more), metrics, valueLoss);
    }

    /** The same formula with further metrics. */
    public Formula withMetrics(List<Metric> more) {
        return new Formula(statements, channels, settings, joined(metrics, more), valueLoss);
    }

    /** The same formula with a critic. */
    public Formula withValueLoss(ValueLoss loss) {
        return new Formula(statements, channels, settings, metrics, Optional.of(loss));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The scalars that a trainer gets after the loss, in order: the metrics, and then the value loss. */
    public List<Metric> returned() {
        return joined(metrics, valueLoss.map(ValueLoss::metric).stream().toList());
    }

    /** The settings that are numbers, in the order in which the script reads them. */
    float[] numbers(TrainingBatch batch) {
        List<Setting.Numeric> numbers = numbers();
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i).value().applyAsDouble(batch);
        }
        return values;
    }

    private List<Setting.Numeric> numbers() {
        return settings.stream()
                .filter(Setting.Numeric.class::isInstance)
                .map(Setting.Numeric.class::cast)
                .toList();
    }

    /** TorchScript text of the method {@code objective} and, with a critic, {@code value_loss}: members of a class. */
    String script() {
        String returned = metrics.stream().map(metric -> ", " + metric.local()).collect(Collectors.joining());
        String objective = method(OBJECTIVE, statements, "return [loss" + returned + "]");
        return valueLoss
                .map(loss -> objective + method(VALUE_LOSS, loss.statements(), "return value_loss"))
                .orElse(objective);
    }

    private String method(String signature, String body, String last) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < channels.size(); row++) {
            lines.add(channels.get(row) + " = channels[" + row + "]");
        }
        List<Setting.Numeric> numbers = numbers();
        for (int i = 0; i < numbers.size(); i++) {
            lines.add(numbers.get(i).name() + " = settings[" + i + "]");
        }
        for (Setting setting : settings) {
            if (setting instanceof Setting.Constant constant) {
                lines.add(constant.name() + " = " + constant.literal());
            }
        }
        lines.add(body);
        lines.add(last);
        return "  def " + signature + ":\n" + String.join("\n", lines).indent(4);
    }
}
