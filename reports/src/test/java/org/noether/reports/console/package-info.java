/** Tests of how options are read. */
package org.noether.reports.console;
