package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** Placeholder. */
@Command(name = "evaluate")
public final class EvaluateCommand {}
