package dev.errata.rewardmodel.teachers.pairs;

import dev.errata.rewardmodel.teachers.Lesson;
import dev.errata.rewardmodel.teachers.Teacher;
import dev.errata.rewardmodel.training.RewritePair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flow: gives batches of selected answers to the teacher, judges the rewrites, and writes usable ones to the file
 * of pairs and the others to the file beside it. Right answers are written as they are.
 */
public final class PairMaking {

    private final PairFiles files;
    private final Teacher teacher;
    private final int batch;
    private final Verdicts verdicts = new Verdicts();
    private final PairCounts counts = new PairCounts();
    private @Nullable String stopped;

    /**
     * A flow that has not begun.
     *
     * @param batch answers between two writes to the files
     */
    public PairMaking(PairFiles files, Teacher teacher, int batch) {
        this.files = files;
        this.teacher = teacher;
        this.batch = batch;
    }

    /**
     * The result of a run.
     *
     * @param counts number of answers by what became of them, without earlier runs
     * @param stopped why the teacher was not asked about some answers; empty where it was asked about all
     */
    public record Outcome(Map<String, Long> counts, Optional<String> stopped) {}

    /** Makes pairs until no answer is left, or until the teacher can no longer be asked. */
    public Outcome run(Selection selection, PairProgress progress) {
        List<Candidate> left = selection.candidates().stream()
                .filter(candidate -> !files.finished(candidate))
                .toList();
        int total = selection.candidates().size();
        int done = total - left.size();
        progress.show(done, total, teacher.note());
        for (int begin = 0; begin < left.size(); begin += batch) {
            List<Candidate> next = left.subList(begin, Math.min(left.size(), begin + batch));
            Made made = make(next);
            files.force();
            done += made.finished();
            progress.show(done, total, teacher.note());
            if (!made.goOn()) {
                break;
            }
        }
        return new Outcome(counts.counts(), Optional.ofNullable(stopped));
    }

    /**
     * The result of a batch.
     *
     * @param finished number of answers that are finished
     * @param goOn whether the teacher could be asked about any of the wrong ones
     */
    private record Made(int finished, boolean goOn) {}

    private Made make(List<Candidate> candidates) {
        List<Candidate> wrong = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.wrong()) {
                wrong.add(candidate);
            } else {
                files.keep(candidate, RewritePair.IDENTITY, candidate.answer());
                counts.count("right answers kept as they are");
            }
        }
        List<Lesson> lessons =
                teacher.teach(wrong.stream().map(Candidate::toWrongAnswer).toList());
        int unasked = 0;
        for (int i = 0; i < wrong.size(); i++) {
            Lesson lesson = lessons.get(i);
            if (lesson instanceof Lesson.Rewritten rewritten) {
                judge(wrong.get(i), rewritten.text());
            } else if (lesson instanceof Lesson.Declined declined) {
                drop(wrong.get(i), "", declined.why());
            } else if (lesson instanceof Lesson.Unasked unaskedAnswer) {
                counts.count("not asked");
                stopped = unaskedAnswer.why();
                unasked++;
            }
        }
        return new Made(candidates.size() - unasked, wrong.isEmpty() || unasked < wrong.size());
    }

    private void judge(Candidate candidate, String rewrite) {
        Optional<String> refusal = verdicts.refuse(candidate.question(), rewrite);
        if (refusal.isPresent()) {
            drop(candidate, rewrite, refusal.get());
        } else {
            files.keep(candidate, teacher.name(), rewrite);
            counts.count("wrong answers rewritten");
        }
    }

    private void drop(Candidate candidate, String rewrite, String why) {
        files.drop(candidate, rewrite, why);
        counts.count("dropped: " + why);
    }
}
