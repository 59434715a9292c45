package dev.errata.rewardmodel.teachers.chat;

import dev.errata.rewardmodel.teachers.Lesson;
import dev.errata.rewardmodel.teachers.Teacher;
import dev.errata.rewardmodel.teachers.WrongAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stronger model behind an endpoint, asked in two steps: for the first wrong step, and for what should follow the steps
 * before it, which are kept to the letter.
 */
public final class ChatTeacher implements Teacher {

    private static final Pattern FENCED = Pattern.compile("```\\w*\\n(.*?)\\n?```", Pattern.DOTALL);

    private final ChatEndpoint endpoint;
    private final ExecutorService side;

    /**
     * A teacher that owns its endpoint.
     *
     * @param parallel answers in work at the same time
     */
    public ChatTeacher(ChatEndpoint endpoint, int parallel) {
        this.endpoint = endpoint;
        this.side = Executors.newFixedThreadPool(parallel, work -> {
            Thread thread = new Thread(work, "teacher");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String name() {
        return "http " + endpoint.model();
    }

    @Override
    public String note() {
        return endpoint.used();
    }

    @Override
    public List<Lesson> teach(List<WrongAnswer> answers) {
        List<Callable<Lesson>> work = new ArrayList<>();
        answers.forEach(answer -> work.add(() -> lesson(answer)));
        List<Lesson> lessons = new ArrayList<>();
        try {
            for (Future<Lesson> done : side.invokeAll(work)) {
                lessons.add(done.get());
            }
            return lessons;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return answers.stream()
                    .<Lesson>map(answer -> new Lesson.Unasked("The teacher was interrupted."))
                    .toList();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the teacher failed: " + failure.getCause(), failure);
        }
    }

    private Lesson lesson(WrongAnswer answer) {
        NumberedSteps steps = NumberedSteps.of(answer.text());
        if (steps.count() == 1) {
            return rewritten(answer, steps, 1);
        }
        Reply located = endpoint.ask(TeachingPrompts.firstWrongStep(answer, steps));
        if (!(located instanceof Reply.Said said)) {
            return unasked(located);
        }
        OptionalInt first = FirstWrongStep.in(said.text(), steps.count());
        return first.isPresent()
                ? rewritten(answer, steps, first.getAsInt())
                : new Lesson.Declined("the teacher named no step");
    }

    private Lesson rewritten(WrongAnswer answer, NumberedSteps steps, int firstWrong) {
        Reply reply = endpoint.ask(TeachingPrompts.continuation(answer, steps, firstWrong));
        if (!(reply instanceof Reply.Said said)) {
            return unasked(reply);
        }
        if (said.cut()) {
            return new Lesson.Declined("the teacher's rewrite was cut off");
        }
        return new Lesson.Rewritten(join(steps.before(firstWrong), said.text()));
    }

    private static Lesson unasked(Reply reply) {
        return new Lesson.Unasked(reply instanceof Reply.Silent silent ? silent.why() : "");
    }

    /** The kept steps and what follows them, also where the teacher repeats the kept steps or fences its text. */
    static String join(String kept, String said) {
        Matcher fenced = FENCED.matcher(said.strip());
        String text = (fenced.matches() ? fenced.group(1) : said).strip();
        String whole = kept.strip();
        String continuation = !whole.isEmpty() && text.startsWith(whole)
                ? text.substring(whole.length()).strip()
                : text;
        return kept + continuation;
    }

    @Override
    public void close() {
        side.shutdownNow();
        endpoint.close();
    }
}
