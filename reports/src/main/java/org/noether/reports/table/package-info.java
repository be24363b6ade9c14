/**
 * Reports as text: statistics over seeds, tables, and the Markdown and HTML pages assembled from
 * run folders. The same run folders give the same bytes.
 */
@org.jspecify.annotations.NullMarked
package org.noether.reports.table;
