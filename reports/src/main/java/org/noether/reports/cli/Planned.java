package org.noether.reports.cli;

import org.noether.learning.train.RunConfig;

/**
 * A run to be made.
 *
 * @param <C> what is trained
 * @param name the name of its folder
 * @param config what is trained
 * @param share its share of a budget, relative to the others'
 */
record Planned<C extends RunConfig>(String name, C config, double share) {}
