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
 * A stronger model behind an endpoint, asked twice per answer, as in RLMEC (arXiv:2401.06081): for the first wrong
 * step, and for the continuation after the steps before it. Those steps are kept verbatim.
 */
public final class ChatTeacher implements Teacher {

    private static final Pattern FENCED = Pattern.compile("```\\w*\\n(.*?)\\n?```", Pattern.DOTALL);

    private final ChatEndpoint endpoint;
    private final ExecutorService workers;

    /**
     * A teacher that owns its endpoint.
     *
     * @param parallel number of answers taught at the same time
     */
    public ChatTeacher(ChatEndpoint endpoint, int parallel) {
        this.endpoint = endpoint;
        this.workers = Executors.newFixedThreadPool(parallel, work -> {
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
            for (Future<Lesson> done : workers.invokeAll(work)) {
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
        if (!(located instanceof Reply.Text text)) {
            return unasked(located);
        }
        OptionalInt first = FirstWrongStep.in(text.text(), steps.count());
        return first.isPresent()
                ? rewritten(answer, steps, first.getAsInt())
                : new Lesson.Declined("the teacher named no step");
    }

    private Lesson rewritten(WrongAnswer answer, NumberedSteps steps, int firstWrong) {
        Reply reply = endpoint.ask(TeachingPrompts.continuation(answer, steps, firstWrong));
        if (!(reply instanceof Reply.Text continuation)) {
            return unasked(reply);
        }
        if (continuation.cut()) {
            return new Lesson.Declined("the teacher's rewrite was cut off");
        }
        return new Lesson.Rewritten(join(steps.before(firstWrong), continuation.text()));
    }

    private static Lesson unasked(Reply reply) {
        return new Lesson.Unasked(reply instanceof Reply.Failed failed ? failed.why() : "");
    }

    /** The kept steps and the continuation, from which repeated kept steps and code fences are removed. */
    static String join(String kept, String reply) {
        Matcher fenced = FENCED.matcher(reply.strip());
        String text = (fenced.matches() ? fenced.group(1) : reply).strip();
        String whole = kept.strip();
        String continuation = !whole.isEmpty() && text.startsWith(whole)
                ? text.substring(whole.length()).strip()
                : text;
        return kept + continuation;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        endpoint.close();
    }
}
