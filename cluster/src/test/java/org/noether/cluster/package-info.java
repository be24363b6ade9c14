@NullMarked
package org.noether.cluster;

import org.jspecify.annotations.NullMarked;
