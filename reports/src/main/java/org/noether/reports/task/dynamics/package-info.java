/** Commands and reports of networks that learn how bodies move. */
@org.jspecify.annotations.NullMarked
package org.noether.reports.task.dynamics;
