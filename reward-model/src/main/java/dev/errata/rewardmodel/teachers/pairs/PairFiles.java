package dev.errata.rewardmodel.teachers.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.rewardmodel.teachers.AppendedLines;
import dev.errata.rewardmodel.training.RewritePair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The file of pairs, and beside it the file of dropped rewrites with their reasons. Both record which answers are
 * finished, so that no answer is taught twice. Not thread-safe.
 */
public final class PairFiles implements AutoCloseable {

    private final Set<String> finished = new HashSet<>();
    private final List<RewritePair> pairs = new ArrayList<>();
    private final String teacher;
    private final AppendedLines kept;
    private final AppendedLines dropped;
    private final List<ObjectNode> keptLines = new ArrayList<>();
    private final List<ObjectNode> droppedLines = new ArrayList<>();

    /**
     * Opens both, new or of an earlier run.
     *
     * @param teacher name of the present teacher; answers that another teacher's rewrites were dropped for are not
     *     finished
     */
    public PairFiles(Path out, String teacher) {
        this.teacher = teacher;
        kept = AppendedLines.open(out, line -> {
            finished.add(key(line));
            RewritePair.read(line).ifPresent(pairs::add);
        });
        dropped = AppendedLines.open(beside(out, "dropped"), line -> {
            if (line.path("teacher").asText().equals(teacher)) {
                finished.add(key(line));
            }
        });
    }

    /** A file beside the pairs: {@code pairs.dropped.jsonl} for {@code pairs.jsonl}. */
    public static Path beside(Path out, String what) {
        String name = String.valueOf(out.getFileName());
        int dot = name.lastIndexOf('.');
        return out.resolveSibling(
                dot <= 0 ? name + '.' + what + ".jsonl" : name.substring(0, dot) + '.' + what + name.substring(dot));
    }

    private static String key(JsonNode line) {
        return Candidate.key(line.path("question").asText(), line.path("answer").asText());
    }

    boolean finished(Candidate candidate) {
        return finished.contains(candidate.key());
    }

    /** Keeps a pair; on disk after {@link #force}. */
    void keep(Candidate candidate, String by, String rewrite) {
        RewritePair pair = candidate.rewritten(by, rewrite);
        pairs.add(pair);
        keptLines.add(pair.toJson());
        finished.add(candidate.key());
    }

    /** Keeps a dropped rewrite, blank where there was none, with the reason; on disk after {@link #force}. */
    void drop(Candidate candidate, String rewrite, String why) {
        droppedLines.add(candidate.rewritten(teacher, rewrite).toJson().put("why", why));
        finished.add(candidate.key());
    }

    /** Writes the lines added since the last call. */
    void force() {
        kept.append(keptLines);
        dropped.append(droppedLines);
        keptLines.clear();
        droppedLines.clear();
    }

    /** All pairs, earlier runs included. */
    public List<RewritePair> pairs() {
        return List.copyOf(pairs);
    }

    @Override
    public void close() {
        try {
            kept.close();
        } finally {
            dropped.close();
        }
    }
}
