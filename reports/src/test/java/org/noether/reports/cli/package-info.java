/** Tests of the command line, run in process as a user types it. */
package org.noether.reports.cli;
