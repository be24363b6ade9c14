/**
 * The command line: one class per command, the registry of tasks, the runs of {@code reproduce} and
 * {@code study}, and the reporting of failures as one line and an exit code.
 */
@org.jspecify.annotations.NullMarked
package org.noether.reports.cli;
