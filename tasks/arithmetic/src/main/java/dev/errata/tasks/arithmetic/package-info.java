/** The arithmetic task: questions, every legal solution of each, wrong answers with their exact minimal rewrite. */
@NullMarked
package dev.errata.tasks.arithmetic;

import org.jspecify.annotations.NullMarked;
