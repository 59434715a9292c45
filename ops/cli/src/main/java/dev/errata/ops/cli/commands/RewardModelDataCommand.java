package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.importing.QuestionsOfFile;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.rewardmodel.teachers.Teacher;
import dev.errata.rewardmodel.teachers.pairs.AnswerFile;
import dev.errata.rewardmodel.teachers.pairs.GivenAnswer;
import dev.errata.rewardmodel.teachers.pairs.PairFiles;
import dev.errata.rewardmodel.teachers.pairs.PairMaking;
import dev.errata.rewardmodel.teachers.pairs.Selection;
import dev.errata.schemas.Question;
import dev.errata.tasks.questions.QuestionFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata reward-model data}: makes the pairs of answer and rewrite that a reward model is trained on. */
@Command(
        name = "data",
        description = {
            "Make training data of a generative reward model for your own questions and policy: answers of "
                    + "the policy, judged by the task of each question; the wrong ones rewritten by a teacher with as "
                    + "few edits as possible; a share of the right ones unchanged. Only rewrites that reach the gold "
                    + "answer by true steps are kept.",
            "After an interruption, run it again with the same --out and it continues. Beside FILE.jsonl it "
                    + "writes FILE.answers.jsonl, FILE.dropped.jsonl (with reasons) and, for the teacher http, "
                    + "FILE.transcript.jsonl, from which no request is sent twice."
        })
public final class RewardModelDataCommand implements Callable<Integer> {

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description = "Questions, each with gold answer, task and reference solution; required without --from-log.")
    private @Nullable Path questions;

    @Option(
            names = "--format",
            description = "Format of the questions: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private QuestionFormat format = QuestionFormat.auto;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "FOLDER",
            description = "The policy that answers; with --from-log, a policy with the tokenizer of the run.")
    private Path policy = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file of pairs, as JSON lines.")
    private Path out = Path.of("");

    @Mixin
    private TeacherOptions teacher = new TeacherOptions();

    @Mixin
    private AnswerOptions answers = new AnswerOptions();

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(
            names = "--identity-share",
            paramLabel = "SHARE",
            description = "Share of the distinct right answers that are added unchanged. Default, as in RLMEC: the "
                    + "share of the wrong answers among all answers.")
    private @Nullable Double identityShare;

    @Option(names = "--device", description = "auto, cpu or gpu:N. Default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    @Option(names = "--threads", description = "Threads that compute on a CPU. Default: ${DEFAULT-VALUE}.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (threads < 1 || (identityShare != null && !(identityShare >= 0 && identityShare <= 1))) {
            throw new CommandFailed("--threads must be above 0, and --identity-share from 0 to 1.");
        }
        Path folder = policy.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new CommandFailed("There is no policy in " + folder + ": give its folder with --policy.");
        }
        ComputeThreads.configure(threads);
        try {
            return teach(folder, selected(log.given() ? log.read(folder, device) : sampled(folder)));
        } catch (UnusableCheckpointException | IllegalArgumentException unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private List<GivenAnswer> sampled(Path folder) throws IOException {
        if (questions == null) {
            throw new CommandFailed("There are no answers: give a file with --questions, or a run with --from-log.");
        }
        List<Question> asked = QuestionsOfFile.read(questions, format);
        try (AnswerFile file = answers.open(PairFiles.beside(out, "answers"), asked, folder)) {
            answers.fill(file, folder, device);
            return file.answers();
        }
    }

    private Selection selected(List<GivenAnswer> given) {
        Selection selection = Selection.of(
                given,
                identityShare == null ? OptionalDouble.empty() : OptionalDouble.of(identityShare),
                answers.seed());
        print(selection);
        return selection;
    }

    private int teach(Path folder, Selection selection) throws IOException {
        PairMaking.Outcome outcome;
        int pairs;
        try (Teacher asked = teacher.open(folder, device, PairFiles.beside(out, "transcript"));
                PairFiles files = new PairFiles(out, asked.name());
                ProgressBar bar = new ProgressBar("rewriting")) {
            outcome = new PairMaking(files, asked, teacher.batch()).run(selection, bar::show);
            pairs = files.pairs().size();
        }
        outcome.counts().forEach((what, count) -> System.out.printf(Locale.ROOT, "  %,d  %s%n", count, what));
        System.out.println("wrote " + out + ": " + pairs + " pairs");
        if (outcome.stopped().isPresent()) {
            System.err.println(outcome.stopped().get());
            System.err.println(
                    "Not all answers were rewritten. Finished pairs are kept, and the same command continues.");
            return 1;
        }
        return pairs == 0 ? 1 : 0;
    }

    private static void print(Selection selection) {
        System.out.printf(
                Locale.ROOT,
                "%,d wrong answers, %,d right ones, of which %.1f %% are added unchanged%n",
                selection.wrong(),
                selection.right(),
                selection.identityShare() * 100);
        selection.leftOut().forEach((why, count) -> System.out.printf(Locale.ROOT, "  %,d left out: %s%n", count, why));
    }
}
