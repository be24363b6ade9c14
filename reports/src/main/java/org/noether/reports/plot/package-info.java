/**
 * Plots of a report, drawn off screen: learning curves, errors and drifts over time, rollouts,
 * bodies in motion.
 */
@org.jspecify.annotations.NullMarked
package org.noether.reports.plot;
