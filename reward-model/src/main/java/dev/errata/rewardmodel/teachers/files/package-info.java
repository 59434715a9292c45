/** Files of JSON lines that grow by whole lines and survive an interruption. */
@NullMarked
package dev.errata.rewardmodel.teachers.files;

import org.jspecify.annotations.NullMarked;
