package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.importing.KnownQuestions;
import dev.errata.ops.cli.importing.QuestionPublisher;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionIds;
import dev.errata.schemas.topics.EventLog;
import dev.errata.tasks.questions.QuestionCheck;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata questions add}: publishes one question. */
@Command(
        name = "add",
        description = {
            "Publish one question to the topic questions.<source>.",
            "A question that is there already is not published again."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the question was published or is there already",
            "1:no broker answers",
            "2:the command line is wrong",
            "3:the question was refused"
        })
public final class AddQuestionCommand implements Callable<Integer> {

    private static final int REFUSED = 3;

    @Mixin
    private TopicOptions target = new TopicOptions();

    @Option(names = "--text", required = true, paramLabel = "TEXT", description = "The question.")
    private String text = "";

    @Option(names = "--gold", required = true, paramLabel = "ANSWER", description = "The right final answer.")
    private String gold = "";

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "Which rule judges the answers. Default: ${DEFAULT-VALUE}.")
    private String task = "gsm8k";

    @Option(names = "--reference", paramLabel = "SOLUTION", description = "A worked solution.")
    private @Nullable String reference;

    @Option(names = "--id", paramLabel = "ID", description = "Id of the question. Default: a hash of its text.")
    private @Nullable String id;

    @Override
    public Integer call() {
        Question question = Question.newBuilder()
                .setId(id == null ? QuestionIds.of(target.source(), text) : id)
                .setSource(target.source())
                .setText(text)
                .setGold(gold)
                .setTask(task)
                .build();
        if (reference != null) {
            question.setReference(reference);
        }
        var refused = new QuestionCheck(Judge.strict()).refuse(question);
        if (refused.isPresent()) {
            System.err.println(refused.get());
            return REFUSED;
        }
        EventLog log = target.log();
        KnownQuestions.State state = target.known(log).state(question);
        if (state == KnownQuestions.State.OTHER && !target.replace()) {
            System.err.println("The id '" + question.getId() + "' is there with another text, gold answer, reference or"
                    + " task: choose another with --id, or publish this one too with --replace.");
            return REFUSED;
        }
        if (state == KnownQuestions.State.SAME) {
            System.out.println("already there: " + question.getId());
            return 0;
        }
        publish(log, question);
        System.out.println("published: " + question.getId());
        return 0;
    }

    private static void publish(EventLog log, Question question) throws CommandFailed {
        try (var publisher = new QuestionPublisher(log, log.topics().questions(question.getSource()))) {
            publisher.publish(question);
            publisher.finish();
        }
    }
}
