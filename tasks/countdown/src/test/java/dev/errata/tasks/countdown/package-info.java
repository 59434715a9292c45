@NullMarked
package dev.errata.tasks.countdown;

import org.jspecify.annotations.NullMarked;
