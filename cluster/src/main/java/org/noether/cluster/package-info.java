/** Runs the tasks of commands on Apache Spark. Nothing else of Noether knows Spark. */
@NullMarked
package org.noether.cluster;

import org.jspecify.annotations.NullMarked;
