package dev.errata.learner.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a setting of {@link LearnerConfig} that objectives read by its key.
 *
 * <p>{@link DeclaredSettings} reads the accessor by reflection, and the objective reads the value by the key, such as
 * {@code learner.clip-low}. No main code calls the accessor, so an IDE finds no usages of it: search for the key.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface OfObjective {}
