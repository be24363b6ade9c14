/**
 * The command line: one class per command, the reader of Python-style option values, and the
 * translation of every failure into one line and an exit code.
 */
@org.jspecify.annotations.NullMarked
package org.noether.reports.cli;
