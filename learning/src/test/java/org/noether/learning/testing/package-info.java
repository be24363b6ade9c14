/**
 * What tests of graphs and backends share: random cases of every op, random graphs, the ops'
 * definitions written a second time, and bounds of rounding errors.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.testing;
