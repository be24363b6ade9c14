/** Tests of plots and of how numbers are written. */
package org.noether.reports.plot;
