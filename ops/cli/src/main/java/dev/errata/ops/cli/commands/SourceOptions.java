package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.SourceSettings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that change the settings of a source; null where one is not given. */
final class SourceOptions {

    /** Fields of a question that may have other names in plain JSON. */
    private static final Set<String> MAPPED = Set.of("id", "text", "gold", "task", "reference");

    @Option(
            names = "--weight",
            paramLabel = "W",
            description = "Share of its rollouts relative to other sources of the same priority, above 0.")
    private @Nullable Double weight;

    @Option(names = "--priority", paramLabel = "P", description = "Sources of a higher priority are asked first.")
    private @Nullable Integer priority;

    @Option(names = "--passes", paramLabel = "N", description = "How often each question is asked, or forever.")
    private @Nullable String passes;

    @Option(
            names = "--shuffle",
            paramLabel = "SEED",
            description = "Seed of another order in each pass, or off for the order of the topic.")
    private @Nullable String shuffle;

    @Option(
            names = "--answers",
            paramLabel = "N",
            description = "Answers per question, 1 to 64, or default for that of the actors.")
    private @Nullable String answers;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "Task of questions that name none, or default for gsm8k.")
    private @Nullable String task;

    @Option(
            names = "--template",
            paramLabel = "TEXT",
            description = "Text that the policy reads, with {question} in it, or none for the question alone.")
    private @Nullable String template;

    @Option(names = "--limit", paramLabel = "N", description = "Most questions that are asked, or none for all.")
    private @Nullable String limit;

    @Option(
            names = "--map",
            paramLabel = "FIELD=NAME",
            description = "For plain JSON: the name of a question's field (id, text, gold, task, reference), with dots "
                    + "for nested objects; without a name the field has its own again. Repeatable.")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(
            names = "--skip-always-right",
            paramLabel = "K",
            description = "Skip a question after K asks whose answers were all right; 0 never skips.")
    private @Nullable Integer skipAlwaysRight;

    @Option(
            names = "--skip-never-right",
            paramLabel = "K",
            description = "Skip a question after K asks whose answers were all wrong; 0 never skips.")
    private @Nullable Integer skipNeverRight;

    @Option(
            names = "--recheck-every",
            paramLabel = "P",
            description = "Ask a skipped question again after P passes; 0 never does.")
    private @Nullable Integer recheckEvery;

    /**
     * The settings with everything that is given.
     *
     * @throws CommandFailed if a value has the wrong form; whether it can be followed is checked when it is written
     */
    SourceSettings applied(SourceSettings before) {
        SourceSettings after = SourceSettings.newBuilder(before).build();
        after.setWeight(given(weight, before.getWeight()));
        after.setPriority(given(priority, before.getPriority()));
        after.setPasses(given(passes(), before.getPasses()));
        after.setShuffleSeed(chosen("--shuffle", shuffle, "off", Long::valueOf, before.getShuffleSeed()));
        after.setAnswersPerQuestion(
                chosen("--answers", answers, "default", Integer::valueOf, before.getAnswersPerQuestion()));
        after.setTask(chosen("--task", task, "default", text -> text, before.getTask()));
        after.setTemplate(chosen("--template", template, "none", text -> text, before.getTemplate()));
        after.setLimit(chosen("--limit", limit, "none", Long::valueOf, before.getLimit()));
        after.setFields(fields(before.getFields()));
        after.setSkipAlwaysRight(given(skipAlwaysRight, before.getSkipAlwaysRight()));
        after.setSkipNeverRight(given(skipNeverRight, before.getSkipNeverRight()));
        after.setRecheckEvery(given(recheckEvery, before.getRecheckEvery()));
        return after;
    }

    private @Nullable Long passes() {
        if (passes == null || passes.equals("forever")) {
            return passes == null ? null : 0L;
        }
        Long number = parsed("--passes", passes, "forever", Long::valueOf);
        if (number < 1) {
            throw new CommandFailed("--passes is " + passes + ": give 1 or more, or forever.");
        }
        return number;
    }

    private Map<String, String> fields(Map<String, String> before) {
        Map<String, String> after = new HashMap<>(before);
        map.forEach((field, name) -> {
            if (!MAPPED.contains(field)) {
                throw new CommandFailed(
                        "--map names the field '" + field + "': give one of id, text, gold, task and reference.");
            }
            if (name.isEmpty()) {
                after.remove(field);
            } else {
                after.put(field, name);
            }
        });
        return after;
    }

    private static <T> T given(@Nullable T value, T before) {
        return value == null ? before : value;
    }

    /** The value of an option: that before where it is not given, null where it has the word for none. */
    // The generated setters that take this allow null, but are not annotated.
    @SuppressWarnings("NullAway")
    private static <T> T chosen(
            String option, @Nullable String text, String none, Function<String, T> parse, T before) {
        if (text == null) {
            return before;
        }
        return text.equals(none) ? null : parsed(option, text, none, parse);
    }

    private static <T> T parsed(String option, String text, String none, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException notANumber) {
            throw new CommandFailed(option + " is '" + text + "': give a whole number, or " + none + ".", notANumber);
        }
    }
}
