package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** Placeholder. */
@Command(name = "reward-model")
public final class RewardModelCommand {}
