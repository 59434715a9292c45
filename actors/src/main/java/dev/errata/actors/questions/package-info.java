/** Where questions come from: topics found while running, read fairly, set aside with the reason where unreadable. */
@NullMarked
package dev.errata.actors.questions;

import org.jspecify.annotations.NullMarked;
