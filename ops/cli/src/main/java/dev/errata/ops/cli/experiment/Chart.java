package dev.errata.ops.cli.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Curves over a shared axis as an SVG picture. Written as text, because Java's own drawing needs fonts that a machine
 * without a screen may not have.
 *
 * @param title above it
 * @param xLabel label of the horizontal axis
 * @param series the curves; y is a share and is shown in percent
 */
record Chart(String title, String xLabel, List<Series> series) {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 460;
    private static final int LEFT = 62;
    private static final int RIGHT = 200;
    private static final int TOP = 44;
    private static final int BOTTOM = 56;
    private static final int TICKS = 5;
    private static final String[] COLORS = {
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8c6d31", "#7f7f7f", "#9467bd"
    };

    /** One curve: [x, share] each, by x. */
    record Series(String name, List<double[]> points) {}

    /** The picture's text. */
    String svg() {
        double right = ceiling(all(0));
        double low = Math.floor(10 * min(all(1))) / 10;
        double high = Math.max(low + 0.1, Math.ceil(10 * max(all(1))) / 10);
        List<String> out = new ArrayList<>();
        out.add(text(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, HEIGHT));
        out.add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        out.add(text("<text x=\"%d\" y=\"24\" font-size=\"16\">%s</text>", LEFT, escaped(title)));
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = low + (high - low) * tick / TICKS;
            double y = y(share, low, high);
            out.add(text(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
                    LEFT, WIDTH - RIGHT, y, y));
            out.add(text("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f %%</text>", LEFT - 8, y + 4, 100 * share));
            double at = right * tick / TICKS;
            out.add(text(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x(at, right), HEIGHT - BOTTOM + 20, number(at)));
        }
        out.add(text(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, escaped(xLabel)));
        for (int i = 0; i < series.size(); i++) {
            curve(out, i, right, low, high);
        }
        out.add("</svg>");
        return String.join("\n", out) + "\n";
    }

    private void curve(List<String> out, int i, double right, double low, double high) {
        String color = COLORS[i % COLORS.length];
        List<String> corners = new ArrayList<>();
        for (double[] point : series.get(i).points()) {
            String x = text("%.1f", x(point[0], right));
            String y = text("%.1f", y(point[1], low, high));
            corners.add(x + "," + y);
            out.add(text("<circle cx=\"%s\" cy=\"%s\" r=\"2.5\" fill=\"%s\"/>", x, y, color));
        }
        out.add(text(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                String.join(" ", corners), color));
        int row = TOP + 8 + 20 * i;
        out.add(text(
                "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"3\"/>",
                WIDTH - RIGHT + 16, WIDTH - RIGHT + 38, row, row, color));
        out.add(text(
                "<text x=\"%d\" y=\"%d\">%s</text>",
                WIDTH - RIGHT + 44, row + 4, escaped(series.get(i).name())));
    }

    private double[] all(int axis) {
        return series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(point -> point[axis])
                .toArray();
    }

    /** The next number of the form 1, 1.2, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten. */
    static double ceiling(double[] numbers) {
        double most = max(numbers);
        if (!(most > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 1.2, 1.5, 2, 3, 4, 5, 6, 8, 10}) {
            if (step * power >= most * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static double max(double[] numbers) {
        double most = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            most = Math.max(most, number);
        }
        return most;
    }

    private static double min(double[] numbers) {
        double least = Double.POSITIVE_INFINITY;
        for (double number : numbers) {
            least = Math.min(least, number);
        }
        return least;
    }

    private static double x(double value, double right) {
        return LEFT + (WIDTH - RIGHT - LEFT) * value / right;
    }

    private static double y(double share, double low, double high) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (share - low) / (high - low);
    }

    private static String number(double value) {
        String shown = text("%.2f", value);
        return shown.contains(".") ? shown.replaceAll("0+$", "").replaceAll("\\.$", "") : shown;
    }

    private static String escaped(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
