package dev.errata.ops.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Which Errata this is. */
public final class CodeVersion {

    /** The released version. */
    public static final String NUMBER = "0.1.0";

    private static final int GIT_SECONDS = 5;

    private CodeVersion() {}

    /**
     * The version of an installation, for example {@code 0.1.0 fe3fa950e4e3}: its number and, where it is a checkout and git is
     * at hand, its commit, with {@code -dirty} behind it where tracked files differ.
     */
    public static String of(Installation installation) {
        Path home = installation.home();
        if (!Files.exists(home.resolve(".git"))) {
            return NUMBER;
        }
        try {
            // Without optional locks, so that nobody's commit in this checkout meets a locked index.
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
            // Its one line fits into the pipe, so that it ends before it is read.
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
