package dev.errata.documents;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page of settings, as Markdown. */
final class SettingsPage {

    static final String NAME = "docs/settings.md";

    static final String COMMAND = "./mvnw -q -Dquick -pl ops/checks -am -Dtest=SettingsPageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Derrata.write-settings test";

    private static final String HEAD =
            """
            # Settings

            This page is generated from the interfaces annotated with `@ConfigMapping`. The build fails where it is stale. This
            command writes it again:

            ```sh
            %s
            ```

            A service reads a setting from a system property (`-Dlearner.clip-low=0.2`), from an environment variable
            (`LEARNER_CLIP_LOW=0.2`: upper case, with `_` for every other character), or from `application.properties`. The demo
            passes settings on to its services: `ops/errata demo --set learner.clip-low=0.2`. In `.NAME` you choose the name.

            Kafka client and schema registry settings go under `errata.client` with their standard keys in quotes, such as
            `errata.client."bootstrap.servers"`. Each quote and dot becomes a `_` in an environment variable:
            `ERRATA_CLIENT__BOOTSTRAP_SERVERS_`.

            Durations are written as in ISO 8601, such as `PT1.5S` or `PT2M`, or as a number with a unit, such as `30s`. Paths are
            relative to the folder that the service was started in.
            """;

    private SettingsPage() {}

    static String of(Settings settings) {
        StringBuilder page = new StringBuilder(HEAD.formatted(COMMAND));
        settings.titles().forEach((prefix, title) -> {
            List<Setting> section = settings.byKey().values().stream()
                    .filter(setting -> setting.key().startsWith(prefix + "."))
                    .toList();
            page.append(section(prefix, title, section));
        });
        return page.toString();
    }

    private static String section(String prefix, String title, List<Setting> settings) {
        Collection<String> services = settings.stream()
                .flatMap(setting -> setting.services().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        boolean alike = settings.stream().allMatch(setting -> setting.services().size() == services.size());
        StringBuilder section = new StringBuilder("\n## `%s`\n\n%s\n\n".formatted(prefix, title));
        section.append("Read by: %s.\n\n".formatted(String.join(", ", services)));
        section.append(row("setting", "type", "default", "meaning")).append(row("---", "---", "---", "---"));
        for (Setting setting : settings) {
            String readers = alike ? "" : " Read by: " + String.join(", ", setting.services()) + ".";
            section.append(
                    row("`" + setting.key() + "`", setting.type(), setting.initial(), setting.meaning() + readers));
        }
        return section.toString();
    }

    private static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
