package org.noether.reports.cli;

import org.noether.learning.train.TrainConfig;

/**
 * A run to be made.
 *
 * @param name the name of its folder
 * @param config what is trained
 * @param share its share of a budget, relative to the others'
 */
record Planned(String name, TrainConfig config, double share) {}
