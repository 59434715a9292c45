package dev.errata.tasks.arithmetic.recipes;

import dev.errata.tasks.arithmetic.audit.Calibration.Bin;
import dev.errata.tasks.arithmetic.audit.Located;
import dev.errata.tasks.arithmetic.audit.Propagation.Place;
import dev.errata.tasks.arithmetic.audit.RewardModelAudit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The audits of a reward model for people: one line for each figure, one column for each origin of the wrong answers.
 */
public final class AuditTable {

    private final AuditRecipe.Audits audits;
    private final List<String> lines = new ArrayList<>();

    private AuditTable(AuditRecipe.Audits audits) {
        this.audits = audits;
    }

    /** The figures in one line each, without calibration and propagation. */
    public static List<String> figures(AuditRecipe.Audits audits) {
        AuditTable table = new AuditTable(audits);
        table.head();
        table.errors();
        table.rewrites();
        table.located();
        return table.lines;
    }

    /** All figures. */
    public static List<String> of(AuditRecipe.Audits audits) {
        AuditTable table = new AuditTable(audits);
        table.head();
        table.errors();
        table.rewrites();
        table.located();
        table.calibration();
        table.propagation();
        return table.lines;
    }

    private void head() {
        lines.add(String.format(Locale.ROOT, "%-58s %10s %10s", "", "corrupted", "real"));
        row("wrong answers", RewardModelAudit::answers, "%,.0f");
    }

    private void errors() {
        lines.add("first wrong token: the first after which no sound solution can follow");
        share("  marked (p < 0.4)", audit -> audit.atFirstImpossible().recall());
        share("  tokens before it that are marked", audit -> audit.atFirstImpossible()
                .markedBefore());
        share("  tokens before it with p < 0.5", audit -> audit.atFirstImpossible()
                .doubtedBefore());
        share("  precision of the marks up to it", audit -> audit.atFirstImpossible()
                .precision());
        share("  is the first token marked", audit -> audit.atFirstImpossible().exact());
        lines.add("first token that the exact minimal rewrite does not keep");
        share("  differs from the one above", RewardModelAudit::ambiguous);
        share("  marked (p < 0.4)", audit -> audit.atFirstChanged().recall());
        share("  tokens before it that are marked", audit -> audit.atFirstChanged()
                .markedBefore());
        share("  tokens before it with p < 0.5", audit -> audit.atFirstChanged().doubtedBefore());
        lines.add("every token that the exact minimal rewrite edits");
        share("  marked (p < 0.4)", audit -> audit.atEdits().recall());
        share("  precision of the marks", audit -> audit.atEdits().precision());
    }

    private void rewrites() {
        lines.add("rewrites");
        share("  end in the right answer", audit -> audit.rewrites().right());
        share("  sound step by step", audit -> audit.rewrites().sound());
        share("  minimal, of the sound ones", audit -> audit.rewrites().minimal());
        share("  the exact minimal one", audit -> audit.rewrites().exact());
        share("  the reference, where another solution is closer", audit -> audit.rewrites()
                .copiedReference());
        row("  edits", audit -> audit.rewrites().edits(), "%.2f");
        row("  edits of the exact minimal rewrite", audit -> audit.rewrites().exactEdits(), "%.2f");
    }

    private void located() {
        Located corrupted = audits.corrupted().located();
        Located real = audits.real().located();
        if (corrupted == null || real == null) {
            return;
        }
        lines.add("first wrong step, as the model locates it");
        share("  named exactly", corrupted.exact(), real.exact());
        share("  an earlier one named", corrupted.early(), real.early());
        share("  a later one named", corrupted.late(), real.late());
        share("  none named", corrupted.unlocated(), real.unlocated());
        lines.add("rewrites that keep the steps before the one located");
        share(
                "  sound step by step",
                corrupted.rewrites().sound(),
                real.rewrites().sound());
        share(
                "  minimal, of the sound ones",
                corrupted.rewrites().minimal(),
                real.rewrites().minimal());
    }

    private void calibration() {
        lines.add("calibration of p: tokens, mean p, share kept by the exact minimal rewrite");
        share("  expected calibration error", audit -> audit.calibration().error());
        List<Bin> corrupted = audits.corrupted().calibration().bins();
        List<Bin> real = audits.real().calibration().bins();
        for (int b = 0; b < corrupted.size(); b++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  p from %.1f %27s %20s",
                    corrupted.get(b).from(),
                    bin(corrupted.get(b)),
                    bin(real.get(b))));
        }
    }

    private static String bin(Bin bin) {
        return String.format(Locale.ROOT, "%,7d %.2f %.2f", bin.tokens(), bin.meanProbability(), bin.kept());
    }

    private void propagation() {
        lines.add("along the answer: distance to the first wrong token, mean p, share marked");
        List<Place> corrupted = audits.corrupted().propagation().places();
        List<Place> real = audits.real().propagation().places();
        for (int i = 0; i < corrupted.size(); i++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %+3d %34s %20s",
                    corrupted.get(i).distance(),
                    place(corrupted.get(i)),
                    place(real.get(i))));
        }
    }

    private static String place(Place place) {
        return String.format(Locale.ROOT, "%.3f %.3f", place.meanProbability(), place.marked());
    }

    private void share(String name, ToDoubleFunction<RewardModelAudit> value) {
        row(name, audit -> 100 * value.applyAsDouble(audit), "%.1f %%");
    }

    private void share(String name, double corrupted, double real) {
        row(name, 100 * corrupted, 100 * real, "%.1f %%");
    }

    private void row(String name, ToDoubleFunction<RewardModelAudit> value, String format) {
        row(name, value.applyAsDouble(audits.corrupted()), value.applyAsDouble(audits.real()), format);
    }

    private void row(String name, double corrupted, double real, String format) {
        lines.add(String.format(
                Locale.ROOT,
                "%-58s %10s %10s",
                name,
                String.format(Locale.ROOT, format, corrupted),
                String.format(Locale.ROOT, format, real)));
    }
}
