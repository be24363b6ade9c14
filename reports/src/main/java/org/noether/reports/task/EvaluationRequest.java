package org.noether.reports.task;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate} is asked for.
 *
 * @param run the folder of the run whose network is evaluated
 * @param data the file of other systems to evaluate on; null for the run's test set
 * @param systems how many test samples are followed
 * @param steps for how many steps
 * @param backend the backend's name; null for the one that trained
 */
public record EvaluationRequest(
    Path run, @Nullable Path data, int systems, int steps, @Nullable String backend) {}
