package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** Placeholder. */
@Command(name = "policy")
public final class PolicyCommand {}
