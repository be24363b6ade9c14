/**
 * What commands and reports ask of a kind of learning task. Each kind implements {@link
 * org.noether.reports.task.TaskCommands} in a package of its own.
 */
@org.jspecify.annotations.NullMarked
package org.noether.reports.task;
