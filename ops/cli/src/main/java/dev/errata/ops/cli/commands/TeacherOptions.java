package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.models.WeightsName;
import dev.errata.policy.Policy;
import dev.errata.rewardmodel.teachers.PolicyTeacher;
import dev.errata.rewardmodel.teachers.RewriteTemplate;
import dev.errata.rewardmodel.teachers.Teacher;
import dev.errata.rewardmodel.teachers.Teachers;
import dev.errata.rewardmodel.teachers.chat.ChatEndpoint;
import dev.errata.rewardmodel.teachers.chat.ChatSettings;
import dev.errata.rewardmodel.teachers.chat.ChatTeacher;
import dev.errata.rewardmodel.teachers.chat.SpendingLimit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that choose and configure the teacher, which rewrites wrong answers. */
final class TeacherOptions {

    private static final String USUAL_KEY = "OPENAI_API_KEY";

    @Option(
            names = "--teacher",
            required = true,
            paramLabel = "NAME",
            converter = TeacherNames.class,
            completionCandidates = TeacherNames.class,
            description = {
                "The teacher, which rewrites the wrong answers: ${COMPLETION-CANDIDATES}.",
                "http: a model behind an OpenAI-compatible endpoint. policy: a policy that sees the reference "
                        + "solution. Other names are plug-ins on the class path, such as arithmetic, which gives the "
                        + "exact minimal rewrite for the arithmetic task."
            })
    private String name = TeacherNames.HTTP;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "http: base address of the API. Default: ${DEFAULT-VALUE}.")
    private URI endpoint = URI.create("https://api.openai.com/v1");

    @Option(names = "--model", paramLabel = "NAME", description = "http: name of the model; required.")
    private @Nullable String model;

    @Option(
            names = "--key-variable",
            paramLabel = "NAME",
            description = {
                "http: environment variable that holds the API key. The key is never written to a file or the log.",
                "Default: " + USUAL_KEY + "; if it is not set, no key is sent."
            })
    private @Nullable String keyVariable;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "http: answers that are rewritten at the same time. Default: ${DEFAULT-VALUE}.")
    private int parallel = 4;

    @Option(
            names = "--teacher-timeout",
            paramLabel = "SECONDS",
            description = "http: longest wait for one reply. Default: ${DEFAULT-VALUE}.")
    private int timeout = 120;

    @Option(
            names = "--teacher-max-tokens",
            paramLabel = "N",
            description = "http, policy: maximum tokens of one reply. Default: ${DEFAULT-VALUE}.")
    private int maxTokens = 1_024;

    @Option(
            names = "--max-tokens-spent",
            paramLabel = "N",
            description = {
                "http: maximum tokens, read and written, of all runs with the same --out together.",
                "The command stops before it exceeds the limit, and continues if run again with a higher one. "
                        + "Default: no limit."
            })
    private @Nullable Long maxTokensSpent;

    @Option(
            names = "--max-cost",
            paramLabel = "AMOUNT",
            description =
                    "http: maximum cost, in the currency of the prices, counted in the same way. Default: no limit.")
    private @Nullable Double maxCost;

    @Option(names = "--price-in", paramLabel = "AMOUNT", description = "http: price of a million tokens read.")
    private double priceIn;

    @Option(names = "--price-out", paramLabel = "AMOUNT", description = "http: price of a million tokens written.")
    private double priceOut;

    @Option(
            names = "--teacher-policy",
            paramLabel = "FOLDER",
            description = "policy: the policy that rewrites. Default: the policy that answers.")
    private @Nullable Path teacherPolicy;

    @Option(
            names = "--prompt-template",
            paramLabel = "FILE",
            description = {
                "policy: text file with the placeholders {question}, {reference} and {answer}, given to the policy "
                        + "like a question.",
                "Default: an instruction in English."
            })
    private @Nullable Path promptTemplate;

    /** Number of answers that the teacher gets between two writes to the file. */
    int batch() {
        return name.equals(TeacherNames.HTTP) ? Math.max(1, parallel) * 4 : 64;
    }

    /**
     * Makes the teacher.
     *
     * @param answering folder of the policy that answers
     * @param device device that a rewriting policy is loaded on
     * @param transcript file of the requests to an endpoint and their responses
     */
    Teacher open(Path answering, String device, Path transcript) throws IOException {
        return switch (name) {
            case TeacherNames.HTTP -> http(transcript);
            case TeacherNames.POLICY -> policy(answering, device);
            default ->
                Teachers.named(name)
                        .orElseThrow(() -> new CommandFailed(
                                "No teacher '" + name + "' is on the class path, only " + Teachers.names() + "."));
        };
    }

    private Teacher policy(Path answering, String device) throws IOException {
        RewriteTemplate template = promptTemplate == null
                ? RewriteTemplate.plain()
                : new RewriteTemplate(Files.readString(promptTemplate));
        Path folder = teacherPolicy == null ? answering : teacherPolicy.toAbsolutePath();
        String described = String.format(
                Locale.ROOT,
                "policy %s %08x",
                WeightsName.of(folder),
                template.text().hashCode());
        return new PolicyTeacher(described, Policy.load(folder, device), template, maxTokens);
    }

    private Teacher http(Path transcript) {
        if (model == null) {
            throw new CommandFailed("The teacher http needs --model: give the name that the endpoint knows it by.");
        }
        if (parallel < 1 || timeout < 1) {
            throw new CommandFailed("--parallel and --teacher-timeout must be above 0.");
        }
        SpendingLimit limit = new SpendingLimit(
                maxTokensSpent == null ? OptionalLong.empty() : OptionalLong.of(maxTokensSpent),
                maxCost == null ? OptionalDouble.empty() : OptionalDouble.of(maxCost),
                priceIn,
                priceOut);
        ChatSettings settings = ChatSettings.of(endpoint, model, maxTokens, Duration.ofSeconds(timeout));
        return new ChatTeacher(new ChatEndpoint(settings, key(), limit, transcript, Clock.systemUTC()), parallel);
    }

    private @Nullable String key() {
        String key = System.getenv(keyVariable == null ? USUAL_KEY : keyVariable);
        if (keyVariable != null && (key == null || key.isBlank())) {
            throw new CommandFailed(
                    "The environment variable " + keyVariable + " is not set: put the endpoint's key into it.");
        }
        return key == null || key.isBlank() ? null : key.strip();
    }
}
