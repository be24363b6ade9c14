/** What all commands share: options in the notation of Python, durations, progress. */
@org.jspecify.annotations.NullMarked
package org.noether.reports.console;
