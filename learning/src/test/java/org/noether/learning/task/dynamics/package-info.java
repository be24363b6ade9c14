/** Tests of training, with networks and data sets small enough for the reference backend. */
@org.jspecify.annotations.NullMarked
package org.noether.learning.task.dynamics;
