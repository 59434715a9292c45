/**
 * Hosts one service in a process: run settings, loop thread, activity, health, stop limit and exit code. No RL here.
 */
@NullMarked
package dev.errata.service;

import org.jspecify.annotations.NullMarked;
