package dev.errata.ops.cli.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The launch of one process: its command and environment.
 *
 * @param role role of the process in the run, for example {@code actor}; names its log and pid files
 * @param command the command line
 * @param environment variables set on top of this process's own
 * @param logFile where its output is appended
 * @param pidFile where its process id is kept while it runs
 */
public record Launch(String role, List<String> command, Map<String, String> environment, Path logFile, Path pidFile) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
