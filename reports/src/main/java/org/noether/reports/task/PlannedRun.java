package org.noether.reports.task;

import org.noether.learning.train.RunConfig;

/**
 * A run to be made.
 *
 * @param <C> its configuration
 * @param name the name of its folder
 * @param config what is trained
 * @param share its share of a budget, relative to the others'
 */
public record PlannedRun<C extends RunConfig<C>>(String name, C config, double share) {}
