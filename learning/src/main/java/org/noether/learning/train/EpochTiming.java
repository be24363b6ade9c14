package org.noether.learning.train;

/**
 * How long an epoch took: a line of {@code timing.jsonl}.
 *
 * @param epoch the epoch, from 1
 * @param trainSeconds the wall-clock seconds of the steps done in this process
 * @param valSeconds the wall-clock seconds of the validation
 */
public record EpochTiming(int epoch, double trainSeconds, double valSeconds) {}
