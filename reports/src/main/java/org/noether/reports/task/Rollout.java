package org.noether.reports.task;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code rollout} is asked for.
 *
 * @param run the folder of the run whose network predicts
 * @param initial the file of states to begin with; null to begin with a test system
 * @param system the number of the test system, if there is no file
 * @param time how long to follow the motion
 * @param out the file to write
 * @param plot the picture to draw; null for none
 */
public record Rollout(
    Path run, @Nullable Path initial, int system, double time, Path out, @Nullable Path plot) {}
