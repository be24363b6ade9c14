/**
 * What the commands ask of a kind of learning task, and what the reports of all tasks share. Each
 * kind implements {@link org.noether.reports.task.TaskCommands} in a package of its own.
 */
@org.jspecify.annotations.NullMarked
package org.noether.reports.task;
