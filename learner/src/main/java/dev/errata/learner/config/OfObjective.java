package dev.errata.learner.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a setting of {@link LearnerConfig} that objectives read by its key. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface OfObjective {}
