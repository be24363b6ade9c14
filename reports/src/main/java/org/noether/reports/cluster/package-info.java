/** Where tasks of a command run if {@code --master} sends them elsewhere. */
@NullMarked
package org.noether.reports.cluster;

import org.jspecify.annotations.NullMarked;
