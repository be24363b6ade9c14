/** Tests of statistics, tables and reports. */
package org.noether.reports.table;
