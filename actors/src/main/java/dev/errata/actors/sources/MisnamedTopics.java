package dev.errata.actors.sources;

import dev.errata.schemas.topics.Topics;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** Topics that look like sources and are never asked because of their names. Each is reported once. */
final class MisnamedTopics {

    private static final Logger LOG = Logger.getLogger(MisnamedTopics.class);

    private final Topics topics;
    private final Set<String> reported = new HashSet<>();

    MisnamedTopics(Topics topics) {
        this.topics = topics;
    }

    /** Reports those of a cluster's topics that are new. */
    void note(Collection<String> names) {
        for (String name : names) {
            if (topics.isMisnamedSource(name) && reported.add(name)) {
                LOG.warnf(
                        "Topic '%s' is not asked: a source's topic is named questions. and 1 to 63 characters of a-z,"
                                + " 0-9, '-' and '_', the first one a letter or digit. Create one with such a name.",
                        name);
            }
        }
    }

    /** Number of topics reported. */
    int count() {
        return reported.size();
    }
}
