/**
 * Learning how systems move: networks predict trajectories, and the loss is the mean squared error
 * of rollouts.
 */
@NullMarked
package org.noether.learning.task.dynamics;

import org.jspecify.annotations.NullMarked;
