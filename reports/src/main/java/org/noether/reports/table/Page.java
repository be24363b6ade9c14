package org.noether.reports.table;

import java.util.List;

/**
 * A report before it is laid out.
 *
 * @param title its title
 * @param summary one or two sentences: what was done and what came out
 * @param blocks its parts in order
 */
public record Page(String title, String summary, List<Block> blocks) {}
