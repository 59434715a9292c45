package dev.errata.ops.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The version of Errata that runs. */
public final class CodeVersion {

    /** The released version. */
    public static final String NUMBER = "0.1.0";

    private static final int GIT_SECONDS = 5;

    private CodeVersion() {}

    /**
     * The version of an installation, for example {@code 0.1.0 fe3fa950e4e3}: its number and, in a checkout with git
     * installed, its commit; {@code -dirty} follows where tracked files differ.
     */
    public static String of(Installation installation) {
        Path home = installation.home();
        if (!Files.exists(home.resolve(".git"))) {
            return NUMBER;
        }
        try {
            // Without optional locks, so that a commit made at the same time does not find the index locked.
            Process git = new ProcessBuilder(
                            "git",
                            "--no-optional-locks",
                            "describe",
                            "--always",
                            "--dirty",
                            "--abbrev=12",
                            "--exclude=*")
                    .directory(home.toFile())
                    .redirectError(Redirect.DISCARD)
                    .start();
            // The output is one line and fits into the pipe, so git ends before it is read.
            git.onExit().completeOnTimeout(git, GIT_SECONDS, TimeUnit.SECONDS).join();
            if (git.isAlive()) {
                git.destroyForcibly();
                return NUMBER;
            }
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.exitValue() == 0 ? NUMBER + " " + commit : NUMBER;
        } catch (IOException noGit) {
            return NUMBER;
        }
    }
}
